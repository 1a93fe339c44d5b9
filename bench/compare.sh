#!/bin/sh
# Ours and the peers side by side; arguments as for "compare" (rounds, parts of targets' names).
set -e
cd "$(dirname "$0")"
[ -d peers/node_modules ] || (cd peers && npm install --no-progress)
dotnet build DiversityBench.Bench.csproj -c Release -v q
exec bin/Release/net10.0/DiversityBench.Bench compare "$@"
