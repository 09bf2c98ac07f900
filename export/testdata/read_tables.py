#!/usr/bin/env python3
"""Reads the folder of CSV files as datapackage.json says, and the workbook, and
compares types and values: read_tables.py FOLDER WORKBOOK."""
import json, os, sys, warnings
import openpyxl, pandas as pd

warnings.simplefilter("ignore")  # openpyxl knows no solid bars
folder, workbook = sys.argv[1:]
with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as f:
    package = json.load(f)
TYPES = {"string": "string", "integer": "Int64", "number": "float64"}
wrong = []


def from_csv(r):
    fields = r["schema"]["fields"]
    return pd.read_csv(
        os.path.join(folder, r["path"]), sep=r["dialect"]["delimiter"], decimal=",", encoding="utf-8-sig", keep_default_na=False,
        na_values=r["schema"]["missingValues"], dtype={f["name"]: TYPES[f["type"]] for f in fields if f["type"] in TYPES},
    )


def from_sheets():
    """All tables of the workbook by name."""
    book, tables = openpyxl.load_workbook(workbook), {}
    for sheet in book:
        for table in sheet.tables.values():
            rows = [[c.value for c in row] for row in sheet[table.ref]]
            tables[table.name.lower().removeprefix("tbl")] = pd.DataFrame(rows[1:], columns=rows[0])
    return tables


sheets = from_sheets()
for r in package["resources"]:
    frame = from_csv(r)
    if list(frame.columns) != [f["name"] for f in r["schema"]["fields"]]:
        wrong.append(f"{r['name']}: columns {list(frame.columns)}")
    for f in r["schema"]["fields"]:
        column = frame[f["name"]]
        if f["type"] in ("date", "datetime"):
            pd.to_datetime(column.dropna(), format="ISO8601" if pd.__version__ >= "2" else None)
        if f["name"] == "schluessel":
            odd = {k for k in column.dropna() if k != "projekt" and not (k.isdigit() and len(k) in (5, 9))}
            if odd:
                wrong.append(f"{r['name']}: keys {sorted(odd)[:5]}")
    if r["name"] in sheets and len(sheets[r["name"]]) != len(frame) and len(frame) > 0:
        wrong.append(f"{r['name']}: {len(frame)} rows, {len(sheets[r['name']])} on the sheet")
for name, frame in sheets.items():
    if "schluessel" in frame and not all(isinstance(k, str) for k in frame["schluessel"].dropna()):
        wrong.append(f"{name}: keys that are no text on the sheet")
if wrong:
    sys.exit("\n".join(wrong))
print(len(package["resources"]), "tables")
