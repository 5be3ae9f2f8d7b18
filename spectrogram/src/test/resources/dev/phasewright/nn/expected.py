"""Makes expected.json: python3 expected.py > expected.json (torch 1.13.0).

Layers by torch.nn.functional, AdamW by torch.optim, clipping by torch.nn.utils, attention by its formula in torch;
all in float32. Each entry is {"shape": [...], "values": [...]}.
"""
import json
import torch
import torch.nn.functional as F

torch.manual_seed(20)
out = {}


def put(name, tensor):
    t = tensor.detach().contiguous()
    out[name] = {"shape": list(t.shape), "values": [float("%.9g" % v) for v in t.flatten().tolist()]}
    return tensor


def random(name, *shape):
    return put(name, torch.randn(*shape))


x = random("linear.x", 2, 3, 4)
put("linear.y", F.linear(x, random("linear.weight", 5, 4), random("linear.bias", 5)))

x = random("norm.x", 2, 3, 8)
put("norm.y", F.layer_norm(x, (8,), random("norm.weight", 8), random("norm.bias", 8), 1e-6))

x = put("activation.x", torch.cat([torch.randn(10) * 2, torch.tensor([0.0, -7.0, 7.0])]))
put("gelu.y", F.gelu(x))
put("silu.y", F.silu(x))

x = random("attention.qkv", 2, 5, 24)
heads, width = 2, 8
q, k, v = (t.reshape(2, 5, heads, width // heads).permute(0, 2, 1, 3) for t in x.split(width, 2))
scores = torch.softmax(q @ k.transpose(2, 3) / (width // heads) ** 0.5, -1)
put("attention.y", (scores @ v).permute(0, 2, 1, 3).reshape(2, 5, width))

x = random("depthwise.x", 2, 6, 3)
y = F.conv1d(x.permute(0, 2, 1), random("depthwise.weight", 3, 1, 5), random("depthwise.bias", 3), padding=2, groups=3)
put("depthwise.y", y.permute(0, 2, 1))

x = random("neighbours.x", 2, 4, 3)
p = F.pad(x, (0, 0, 1, 1))
put("neighbours.y", torch.cat([p[:, :-2], x, p[:, 2:]], 2))

x = random("conv2d.x", 2, 3, 5, 6)
w, b = random("conv2d.weight", 4, 3, 3, 3), random("conv2d.bias", 4)
put("conv2d.1", F.conv2d(x, w, b, stride=1, padding=1))
put("conv2d.2", F.conv2d(x, w, b, stride=2, padding=1))

# AdamW: decay on the matrix alone; a rate that changes as under a schedule.
for case, beta2, decay in (("plain", 0.999, 0.0), ("decayed", 0.99, 0.1)):
    matrix = torch.nn.Parameter(random(case + ".matrix.0", 3, 4).clone())
    vector = torch.nn.Parameter(random(case + ".vector.0", 5).clone())
    adam = torch.optim.AdamW(
        [{"params": [matrix], "weight_decay": decay}, {"params": [vector], "weight_decay": 0.0}],
        betas=(0.9, beta2), eps=1e-8)
    for step in range(1, 7):
        for group in adam.param_groups:
            group["lr"] = 0.02 * step
        matrix.grad = random("%s.matrix.gradient.%d" % (case, step), 3, 4).clone()
        vector.grad = (random("%s.vector.gradient.%d" % (case, step), 5)).clone()
        adam.step()
        put("%s.matrix.%d" % (case, step), matrix)
        put("%s.vector.%d" % (case, step), vector)

a = torch.nn.Parameter(torch.zeros(3, 4))
b = torch.nn.Parameter(torch.zeros(5))
a.grad, b.grad = random("clip.a", 3, 4).clone(), random("clip.b", 5).clone()
put("clip.norm", torch.nn.utils.clip_grad_norm_([a, b], 1.5).reshape(1))
put("clip.a.clipped", a.grad)
put("clip.b.clipped", b.grad)

x = random("convolution.x", 2, 6, 3)
y = F.conv1d(x.permute(0, 2, 1), random("convolution.weight", 4, 3, 5), random("convolution.bias", 4), padding=2)
put("convolution.y", y.permute(0, 2, 1))

print("{\n" + ",\n".join('"%s": %s' % (k, json.dumps(v)) for k, v in out.items()) + "\n}")
