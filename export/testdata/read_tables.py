#!/usr/bin/env python3
"""Reads the folder of CSV files as datapackage.json says, and every table of the
workbook as pandas reads sheets, and compares types and values of both:
read_tables.py FOLDER WORKBOOK."""
import json, os, sys, warnings
import openpyxl, pandas as pd
from openpyxl.utils import range_boundaries

warnings.simplefilter("ignore")  # openpyxl knows no solid bars
folder, workbook = sys.argv[1:]
with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as f:
    package = json.load(f)
CSV_TYPES = {"string": "string", "integer": "Int64", "number": "float64"}
# What pandas makes of a column by itself: of whole numbers with gaps, floats.
SHEET_KINDS = {"integer": "if", "number": "if", "date": "M", "datetime": "M", "string": "O"}
wrong = []


def from_csv(r):
    fields = r["schema"]["fields"]
    frame = pd.read_csv(
        os.path.join(folder, r["path"]), sep=r["dialect"]["delimiter"], decimal=",", encoding="utf-8-sig", keep_default_na=False,
        na_values=r["schema"]["missingValues"], dtype={f["name"]: CSV_TYPES[f["type"]] for f in fields if f["type"] in CSV_TYPES},
    )
    for f in fields:
        if f["type"] in ("date", "datetime"):
            frame[f["name"]] = pd.to_datetime(frame[f["name"]])
    return frame


def from_sheets(texts):
    """All tables of the workbook by name, each read from its place on its sheet.
    Columns of texts are named, because pandas makes numbers of keys otherwise."""
    frames, file = {}, pd.ExcelFile(workbook)
    for sheet in file.book:  # values, not formulas
        for table in openpyxl_tables(sheet.title):
            name = table.name.lower().removeprefix("tbl")
            left, top, right, bottom = range_boundaries(table.ref)
            rows = list(sheet.iter_rows(top, bottom, left, right, values_only=True))
            for i, column in enumerate(rows[0]):
                odd = [row[i] for row in rows[1:] if row[i] is not None and not isinstance(row[i], str)]
                if column in texts.get(name, ()) and odd:
                    wrong.append(f"{name}, {column}: {odd[:2]} are no texts on the sheet")
            frames[name] = file.parse(
                sheet.title, header=None, names=rows[0], skiprows=top, nrows=bottom - top, usecols=range(left - 1, right), keep_default_na=False, na_values=[""],
                dtype={column: str for column in texts.get(name, ())})
    return frames


def openpyxl_tables(title, book=[]):
    """The tables of a sheet, which pandas itself leaves unread."""
    if not book:
        book.append(openpyxl.load_workbook(workbook))
    return book[0][title].tables.values()


def unguarded(text):
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t\r'" else text


def same(kind, a, b):
    if kind == "string":
        # A text that is longer than a cell goes on in Plausibilität.
        head = str(b).split(" … (Fortsetzung: ")[0]
        return unguarded(a) == b or len(head) < len(b) and unguarded(a).startswith(head)
    if kind == "datetime":
        return abs((a - b).total_seconds()) < 1
    return a == b if kind == "date" else abs(a - b) <= 1e-9 * max(1, abs(a))


def compare(name, fields, csv, sheet):
    if len(sheet) != len(csv) and len(csv) > 0:
        wrong.append(f"{name}: {len(csv)} rows, {len(sheet)} on the sheet")
        return
    for f in fields:
        here, there = csv[f["name"]], sheet[f["name"]]
        if list(here.isna()) != list(there.isna())[: len(here)]:
            wrong.append(f"{name}, {f['name']}: other cells are empty on the sheet")
            continue
        here, there = list(here.dropna()), there.dropna()
        if here and there.infer_objects().dtype.kind not in SHEET_KINDS[f["type"]]:
            wrong.append(f"{name}, {f['name']}: {f['type']}, {there.dtype} on the sheet")
            continue
        odd = [(a, b) for a, b in zip(here, there) if not same(f["type"], a, b)]
        if odd:
            wrong.append(f"{name}, {f['name']}: {odd[:2]}")


def keys(name, column):
    odd = {k for k in column.dropna() if not isinstance(k, str) or k != "projekt" and not (k.isdigit() and len(k) in (5, 9))}
    if odd:
        wrong.append(f"{name}: keys {sorted(map(str, odd))[:5]}")


sheets, columns = from_sheets({r["name"]: [f["name"] for f in r["schema"]["fields"] if f["type"] == "string"] for r in package["resources"]}), 0
for r in package["resources"]:
    name, fields, frame = r["name"], r["schema"]["fields"], from_csv(r)
    columns += len(fields)
    if list(frame.columns) != [f["name"] for f in fields]:
        wrong.append(f"{name}: columns {list(frame.columns)}")
        continue
    if "schluessel" in frame:
        keys(name, frame["schluessel"])
    if name in sheets:
        compare(name, fields, frame, sheets[name])
for name, frame in sheets.items():
    if "schluessel" in frame:
        keys(name + " on the sheet", frame["schluessel"])
    if name not in {r["name"] for r in package["resources"]}:
        wrong.append(f"{name} is not there as CSV")
if wrong:
    sys.exit("\n".join(wrong))
print(len(package["resources"]), "tables,", columns, "columns")
