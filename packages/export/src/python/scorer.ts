/** The Python of every exported module; MODEL becomes the model as JSON. */
export const scorer: string = String.raw`"""A trained network with its preprocessing, made by leven export. It needs numpy alone.

    from this_module import predict
    predict([{"age": 44, "city": "Berlin"}])

predict takes dictionaries of cells by column: numbers, texts, booleans, dates, or None where a value is missing. Dates are
those of datetime or numpy, or texts such as 2024-08-30T07:34:58. Run the module to prove it on its golden rows.
"""

import base64
import datetime
import json
import math
import re
import sys
import unicodedata

import numpy as np

_model = json.loads(MODEL)
COLUMNS = [column["name"] for column in _model["columns"]]

_blank = "\t\n\x0b\x0c\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_ends = re.compile("^[%s]+|[%s]+\\Z" % (_blank, _blank))
_blanks = re.compile("[%s]+" % _blank)
_number = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\Z")
_minus = re.compile("^[\u2010-\u2013\u2212\ufe63\uff0d](?=[0-9.,])")


def _floats(text):
    return np.frombuffer(base64.b64decode(text), "<f4").astype(np.float64)


_layers = [
    (_floats(layer["W"]).reshape(layer["units"], layer["inputs"]), _floats(layer["b"])) for layer in _model["layers"]
]


def _text(cell, name):
    """The cell's text without blanks around it, or None where it is missing."""
    if cell is None:
        return None
    if isinstance(cell, (bool, np.bool_)):
        return "true" if cell else "false"
    if isinstance(cell, (int, np.integer)):
        return str(int(cell))
    if isinstance(cell, (float, np.floating)):
        value = float(cell)
        if math.isnan(value):
            return None
        return str(int(value)) if value == int(value) and abs(value) < 1e21 else repr(value)
    if isinstance(cell, str):
        return _ends.sub("", cell) or None
    raise ValueError("column %r: %r is neither a number, a text, a boolean nor None" % (name, cell))


def _value(column, cell):
    """The number of a cell, or None where it is missing."""
    name = column["name"]
    if isinstance(cell, (int, float, np.integer, np.floating)) and not isinstance(cell, bool):
        value = float(cell)
        if math.isnan(value):
            return None
    else:
        text = _text(cell, name)
        if text is None:
            return None
        written = _minus.sub("-", text)
        if not _number.match(written):
            if text.lower() in column["missing"]:
                return None
            raise ValueError("column %r: %r is no number" % (name, text))
        if not column["plain"]:
            raise ValueError("column %r: give numbers, not texts such as %r" % (name, text))
        value = float(written)
    if value in column["missingNumbers"]:
        return None
    if math.isinf(value):
        raise ValueError("column %r: %r is no finite number" % (name, cell))
    return value


_moment = re.compile(
    r"(?:([1-9][0-9]{3}-[0-9]{2}-[0-9]{2})(?:[T ]|\Z)|(?=[0-9]{2}:))"
    r"(?:([0-9]{2}):([0-5][0-9])(?::([0-9]{2}(?:\.[0-9]{1,9})?))?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?\Z"
)


def _date_text(column, cell):
    """The text of a date as ISO 8601 has it, or None where it is missing."""
    if isinstance(cell, np.datetime64):
        if np.isnat(cell):
            return None
        # numpy's dates have no zone: of a column with zones they are in UTC.
        text = str(cell)[:29]
        return text + "Z" if column["zoned"] and "T" in text else text
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat() if cell == cell else None
    text = _text(cell, column["name"])
    return None if text is None or text.lower() in column["missing"] else text


def _read_date(column, cell):
    """The date of a cell, the seconds of its day and the minutes it is ahead of UTC; None where it is missing."""
    text = _date_text(column, cell)
    if text is None:
        return None
    parts = _moment.match(text)
    try:
        date = datetime.date.fromisoformat(parts.group(1) or "1970-01-01")
        hour, minute, second = int(parts.group(2) or 0), int(parts.group(3) or 0), float(parts.group(4) or 0)
        known = hour < 25 and second < 61
    except (AttributeError, ValueError):
        known = False
    if not known:
        raise ValueError("column %r: %r is no date such as 2024-08-30T07:34:58" % (column["name"], text))
    zone = parts.group(5)
    if parts.group(2) and (zone is not None) != column["zoned"]:
        has = "has a zone, though the column has none" if zone else "has no zone, though the column has zones"
        raise ValueError("column %r: %r %s" % (column["name"], text, has))
    ahead = 0
    if zone and zone != "Z":
        digits = zone[1:].replace(":", "")
        ahead = (-1 if zone[0] == "-" else 1) * (int(digits[:2]) * 60 + int(digits[2:] or 0))
    return date, hour * 3600 + minute * 60 + second, ahead


def _cosine(x):
    """cos(2 pi x) by the series of the training, for the same bits."""
    part = abs(x - math.floor(x + 0.5))
    if part > 0.25:
        return -_cosine(0.5 - part)
    angle = 2 * math.pi * part
    square = angle * angle
    value = 1.0
    for power in range(20, 0, -2):
        value = 1 - (value * square) / (power * (power - 1))
    return value


def _turn(what, date, seconds):
    if what == "season":
        length = (datetime.date(date.year, 12, 31) - datetime.date(date.year, 1, 1)).days + 1
        return (date.timetuple().tm_yday - 1) / length
    return date.weekday() / 7 if what == "weekday" else seconds / 86400


def _date_input(one, moment):
    kind = one["kind"]
    if kind == "missing" or moment is None:
        return float(kind == "missing" and moment is None)
    date, seconds, ahead = moment
    if kind == "sine":
        return _cosine(_turn(one["of"], date, seconds) - 0.25)
    if kind == "cosine":
        return _cosine(_turn(one["of"], date, seconds))
    days = date.toordinal() - 719163
    value = date.year if kind == "year" else days + (seconds - ahead * 60) / 86400
    return (value - one["mean"]) / one["deviation"] if one["deviation"] != 0 else 0.0


def _soft_clip(v, at):
    if abs(v) <= at:
        return v / math.sqrt(1 + (v / at) * (v / at))
    inverse = at / v
    return (-at if v < 0 else at) / math.sqrt(1 + inverse * inverse)


def _number_input(one, value, missing):
    kind = one["kind"]
    if kind == "missing":
        return float(missing)
    if kind == "standardised":
        return (value - one["mean"]) / one["deviation"] if one["deviation"] != 0 else 0.0
    if kind == "softClip":
        return _soft_clip((value - one["centre"]) / one["spread"], one["at"]) if one["spread"] != 0 else 0.0
    low, high = one["low"], one["high"]
    part = 0.0 if value <= low else 1.0 if value >= high else (value - low) / (high - low)
    return one["scale"] * part


def _finder(levels):
    texts, plain, folded = {}, {}, {}
    for index, level in enumerate(levels):
        texts.setdefault(level["text"], index)
        (folded if level["folded"] else plain).setdefault(level["key"], index)

    def find(text):
        if text in texts:
            return texts[text]
        key = _blanks.sub(" ", unicodedata.normalize("NFC", text))
        if key in plain:
            return plain[key]
        return folded.get(key.lower())

    return find


_find = {column["name"]: _finder(column["levels"]) for column in _model["columns"] if column["kind"] == "category"}


def encode(row):
    """The inputs of the network that a row becomes, rounded to float32 once."""
    x = []
    for column in _model["columns"]:
        name = column["name"]
        if name not in row:
            raise ValueError("column %r is not there; give None where a value is missing" % name)
        if column["kind"] == "number":
            value = _value(column, row[name])
            missing = value is None
            seen = column["fill"] if missing else value
            x += [_number_input(one, seen, missing) for one in column["inputs"]]
        elif column["kind"] == "date":
            moment = _read_date(column, row[name])
            x += [_date_input(one, moment) for one in column["inputs"]]
        else:
            text = _text(row[name], name)
            level = None if text is None else _find[name](text)
            what = "level" if level is not None else "missing" if text is None or text in column["missing"] else "other"
            x += [float(one["kind"] == what and one.get("level") == level) for one in column["inputs"]]
    with np.errstate(over="ignore"):
        encoded = np.array(x, dtype=np.float64).astype(np.float32)
    if not np.isfinite(encoded).all():
        raise ValueError("a number is too far from those of training")
    return encoded.astype(np.float64)


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


_activations = {
    "identity": lambda z: z,
    "relu": lambda z: np.where(z > 0, z, 0.0),
    "leakyRelu": lambda z: np.where(z > 0, z, 0.01 * z),
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
}


def outputs(rows):
    """What the network's outputs say of rows: an array of rows by outputs."""
    a = np.array([encode(row) for row in rows])
    with np.errstate(over="ignore"):
        for (weights, bias), name in zip(_layers, _model["activations"]):
            a = _activations[name](a @ weights.T + bias)
        if _model["output"] == "softmax":
            powers = np.exp(a - a.max(axis=1, keepdims=True))
            return powers / powers.sum(axis=1, keepdims=True)
        return _sigmoid(a) if _model["output"] == "sigmoid" else a


def predict(rows):
    """A dictionary for each row: prediction, and probability or probabilities where labels are predicted."""
    rows = list(rows)
    if not rows:
        return []
    target = _model["target"]
    found = outputs(rows)
    if target["task"] == "regression":
        return [{"prediction": float(t[0]) * target["standardDeviation"] + target["mean"]} for t in found]
    labels = target["labels"]
    if target["task"] == "binary":
        negative = next(label for label in labels if label != target["positive"])
        return [
            {"prediction": target["positive"] if t[0] >= 0.5 else negative, "probability": float(t[0])} for t in found
        ]
    return [
        {
            "prediction": labels[int(t.argmax())],
            "probability": float(t.max()),
            "probabilities": {label: float(p) for label, p in zip(labels, t)},
        }
        for t in found
    ]


def self_test():
    """Predicts the golden rows; raises AssertionError where one is not as expected."""
    golden = _model["golden"]
    plain = {column["name"]: column["kind"] != "number" or column["plain"] for column in _model["columns"]}
    tested = 0
    for cells, expected, bounds in zip(golden["rows"], golden["expected"], golden["bounds"]):
        row = dict(zip(golden["columns"], cells))
        for name, cell in row.items():
            if not plain[name] and cell is not None:
                row[name] = golden["numbers"][name][cell]
        off = np.abs(outputs([row])[0] - expected)
        assert (off <= bounds).all(), "a golden row is off by %s, which may be %s" % (off, bounds)
        tested += 1
    return tested


if __name__ == "__main__":
    print("%d golden rows are predicted as expected" % self_test())
`
