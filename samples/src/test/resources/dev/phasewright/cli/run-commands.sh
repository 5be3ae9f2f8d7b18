#!/usr/bin/env bash
# Runs the commands of commands.txt with a launcher, in a new folder, and writes a line about each to OUT: its exit code
# and the beginnings of the SHA-256 sums of what it wrote to stdout and stderr, and of each file that it wrote. What
# the sums are of is in the second file, OUT with .log in place of .txt. So a change that is to change nothing is shown
# to do so:
#
#   run-commands.sh before/samples/phasewright before.txt
#   run-commands.sh after/samples/phasewright after.txt
#   diff before.txt after.txt || diff before.log after.log
#
# Names after OUT choose some of the commands; what they build on must be among them. KEEP=1 keeps the folder.
#
# Both must run on one machine: matrices are multiplied otherwise by another processor, and pictures have the fonts that
# there are. Left out of all texts, since it differs from run to run, is: how long something took and how fast it went
# (in training.jsonl, state.json and model.json, too, and in the time columns of "evaluate" and the figures it keeps),
# the server's port and the random names of its sounds and jobs, where the folders are, and the order of what a model
# says of its origin. Of files, only texts (JSON, HTML, CSV…) are changed so.
set -euo pipefail
export LC_ALL=C.UTF-8

[ $# -ge 2 ] || { echo "usage: run-commands.sh LAUNCHER OUT.txt [NAME…]" >&2; exit 2; }
commands=$(cd "$(dirname "$0")" && pwd)/commands.txt
samples=$(cd "$(dirname "$1")" && pwd)
launcher=$samples/$(basename "$1")
out=$(realpath "$2")
log=${out%.txt}.log
chosen=" ${*:3} "
work=$(mktemp -d)
# What the commands have said.
said=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi
  if [ -z "${KEEP:-}" ]; then rm -rf "$work"; else echo "kept: $work" >&2; fi
  rm -rf "$said"
}
trap finish EXIT

# Sums are rounded in the order in which threads make them; so there is one.
export OMP_NUM_THREADS=1
export JAVA_OPTS="-XX:ActiveProcessorCount=1 -Dai.djl.pytorch.num_threads=1 -Dai.djl.pytorch.num_interop_threads=1"

# What models say of their origin, in any order.
origin='^ +"?(corpus|seed|steps|hours|test accuracy|validation [^"]+)"?( : |  )'

# Prints a file without what differs from run to run.
settled() {
  # Not of sounds, pictures and weights.
  if ! grep -qI '' "$1"; then
    cat "$1"
    return
  fi
  sed -E \
    -e "s#$samples#SAMPLES#g; s#$work#WORK#g" \
    -e 's#http://127\.0\.0\.1:[0-9]+#SERVER#g; s#((id"|data-sound)[:=])"[A-Za-z0-9_-]{22}"#\1"ID"#g' \
    -e 's#[0-9.]+ (clips/s|GFLOP/s|hours)#N \1#g; s#clips in [0-9]+ s #clips in N s #' \
    -e 's#^ *[0-9]+ ms  #N ms  #; s#^(  hours +)[0-9.]+$#\1N#' \
    -e 's#("(clips_per_second|hours|seconds|realTime|milliseconds)" ?: ?)"?[0-9.E-]+"?#\1N#g' \
    -e '/^\| sampler .* ms a clip \|$/,/^$/ s#[0-9.]+ \|$#N |#' \
    -e '/× real$/,/^$/ s# +[0-9.]+$# N#' "$1" >"$said/settled"
  grep -vE "$origin" "$said/settled" || true
  grep -E "$origin" "$said/settled" | sed 's/,$//' | sort || true
}

sum() { settled "$1" | sha256sum | cut -c1-"${2:-64}"; }

# A sum for people: of nothing, a dash.
told() { if [ -s "$1" ]; then sum "$1" 16; else echo -; fi; }

# Starts the server as one of the commands, asks it for everything that it has, and stops it.
serve() {
  local url job sound path
  "$launcher" "$@" 2>"$said/err" &
  server=$!
  until grep -q '^serving' "$said/err"; do
    kill -0 "$server" || return 1
    sleep 0.2
  done
  url=$(grep -o 'http://[^/]*' "$said/err")
  curl -sS "$url/api/status"
  for path in / /generate /lab /blind /api /api/nothing; do
    curl -sS "$url$path" -o "served$(tr / - <<<"$path").html"
  done
  curl -sS -H 'Content-Type: application/json' -d '{"class": "seven", "seed": 42, "steps": 6}' -o job.json \
    "$url/api/generations"
  job=$(id_in job.json)
  # Ends when the job does.
  curl -sS "$url/api/jobs/$job/events" -o events.txt
  curl -sS "$url/api/jobs/$job" -o job.json
  rm events.txt
  sound=$(grep -o '"sound".*' job.json >sound.json && id_in sound.json)
  curl -sS "$url/api/sounds/$sound/audio" -o served-seven.wav
  curl -sS "$url/api/sounds/$sound/spectrogram" -o served-seven.png
  curl -sS "$url/api/sounds/$sound/phase?window=20&amount=80" -o served-rough.wav
  curl -sS "$url/api/sounds/$sound/vocoded?method=network" -o served-copy.wav
  curl -sS --data-binary @speech.wav -H 'Content-Type: application/octet-stream' "$url/api/sounds"
  curl -sS --data-binary @letter.wav -H 'Content-Type: application/octet-stream' "$url/api/sounds"
  curl -sS -H 'Content-Type: application/json' -d '{"class": "sevne"}' "$url/api/generations"
  kill "$server"
  wait "$server"
}

id_in() { grep -o '"id":"[^"]*"' "$1" | head -n 1 | cut -d'"' -f4; }

# Runs one command and tells of it.
run() {
  local name=$1 status=0 files line begun=$SECONDS
  shift
  touch "$said/begun"
  if [ "$1" = serve ]; then
    serve "$@" >"$said/out" || status=$?
    server=
  else
    "$launcher" "$@" >"$said/out" 2>"$said/err" </dev/null || status=$?
  fi
  mapfile -t files < <(find . -type f -newer "$said/begun" | cut -c3- | sort)
  line="$name  exit $status  out $(told "$said/out")  err $(told "$said/err")"
  {
    printf '\n== %s: phasewright %s\nexit %s\n' "$name" "$*" "$status"
    if grep -qI '' "$said/out"; then settled "$said/out"; elif [ -s "$said/out" ]; then sum "$said/out"; fi
    settled "$said/err"
    for file in "${files[@]}"; do printf '%s  %s\n' "$(sum "$file")" "$file"; done | tee "$said/files"
  } >>"$log"
  if [ "${#files[@]}" -gt 8 ]; then
    line+="  ${#files[@]} files $(told "$said/files")"
  else
    for file in "${files[@]}"; do line+="  $file $(sum "$file" 16)"; done
  fi
  printf '%s\n' "$line" >>"$out"
  printf '%4d s  %s\n' $((SECONDS - begun)) "$name" >&2
}

# It may have to be built, or to prepare quick starts, and says so.
"$launcher" --version >/dev/null 2>&1
: >"$out"
: >"$log"
cd "$work"
while read -r name rest <&3; do
  case $name in
    '' | \#*) ;;
    \$) eval "$rest" || [ "$chosen" != '  ' ] ;;
    *)
      if [ "$chosen" = '  ' ] || [[ $chosen == *" $name "* ]]; then
        read -r -a words <<<"$rest"
        run "$name" "${words[@]}"
      fi
      ;;
  esac
done 3<"$commands"
