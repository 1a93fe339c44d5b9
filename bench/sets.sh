#!/bin/sh
# Set-level figures, ours and Python's; needs numpy, SciPy, scikit-learn and NLTK (Debian: python3-sklearn python3-nltk libopenblas0).
set -e
cd "$(dirname "$0")"
dotnet build DiversityBench.Bench.csproj -c Release -v q
exec bin/Release/net10.0/DiversityBench.Bench sets "${PYTHON:-python3}"
