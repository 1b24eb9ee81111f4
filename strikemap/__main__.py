"""``python -m strikemap``."""

from strikemap.cli import main

if __name__ == "__main__":
    main()
