"""The intake as a user runs it, on one folder of letters and one data folder, for a whole-process measurement."""

import sys

from console.main import main

if __name__ == "__main__":
    folder, data, jobs, *database = sys.argv[1:]
    options = ["--database", *database] if database else []
    sys.exit(main(["--lang", "en", "--data", data, *options, "ingest", folder, "--jobs", jobs]))
