"""`python -m pactwatch.cli` is `pactwatch`."""

from pactwatch.cli import main

if __name__ == "__main__":
    main()
