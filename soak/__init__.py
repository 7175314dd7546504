"""Load and endurance: a crowd plays on a server of our own; ``python -m soak`` (``make soak``)."""
