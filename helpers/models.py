"""What every model needs and no lesson should have to say twice."""

import numpy as np


def in_parts(model, rows, size: int = 1000):
    """What a model makes of many rows, `size` at a time: this saves memory. (`predict` warns where models are many.)

    model: a Keras model, or a function from rows to a tensor or a structure of tensors; rows: an array of one row or
    more. Returns NumPy arrays in the model's own structure, a row for each row.
    """
    import keras  # here, as `start` must import it first, quietly

    parts = [model(rows[start : start + size]) for start in range(0, len(rows), size)]
    return keras.tree.map_structure(
        lambda *each: np.concatenate([keras.ops.convert_to_numpy(part) for part in each]), *parts
    )
