"""The intake as a user runs it, on one folder of letters and one data folder, for a whole-process measurement."""

import sys

from console.main import main

if __name__ == "__main__":
    folder, data, jobs, *more = sys.argv[1:]
    sys.exit(main(["--lang", "en", *more, "--data", data, "ingest", folder, "--jobs", jobs]))
