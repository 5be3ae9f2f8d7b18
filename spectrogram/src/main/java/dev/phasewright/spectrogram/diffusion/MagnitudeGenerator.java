package dev.phasewright.spectrogram.diffusion;

/** A generator of log-mel magnitudes. */
public final class MagnitudeGenerator {
    private final GeneratorSpec spec;
    private final Denoiser denoiser;

    private MagnitudeGenerator(GeneratorSpec spec, Denoiser denoiser) {
        this.spec = spec;
        this.denoiser = denoiser;
    }

    static MagnitudeGenerator of(GeneratorSpec spec, DiffusionTransformer network) {
        return new MagnitudeGenerator(spec, new NetworkDenoiser(network));
    }

    /** What the model is. */
    public GeneratorSpec spec() {
        return spec;
    }

    /** The model as a denoiser. */
    public Denoiser denoiser() {
        return denoiser;
    }
}
