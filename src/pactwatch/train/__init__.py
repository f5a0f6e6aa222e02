"""Trains, builds and measures the passage model; needs the `train` extra (torch, onnx, scikit-learn, matplotlib).

In: `models/passages` and the base encoder. Out: a model folder that `pactwatch.classify` runs without torch. Importing
this package imports none of the heavy libraries: only `network`, `fit` and `export` do, when they are used.
"""
