#!/usr/bin/env python3
"""Runs the cells of a notebook in their order, by Python alone: notebook.py FILE. A cell that fails is named, with its source."""

import json
import pathlib
import sys


def main():
    notebook = json.loads(pathlib.Path(sys.argv[1]).read_text())
    if notebook["nbformat"] != 4:
        sys.exit(f"{sys.argv[1]} is of format {notebook['nbformat']}; expected 4")
    names, ran = {"__name__": "__main__"}, 0
    for place, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        if cell["outputs"] or cell["execution_count"] is not None:
            sys.exit(f"cell {place} keeps what it printed: clear the outputs, they are of somebody's figures")
        source = "".join(cell["source"])
        try:
            exec(compile(source, f"{sys.argv[1]}, cell {place}", "exec"), names)
        except Exception as error:
            sys.exit(f"cell {place} fails with {error!r}:\n{source}")
        ran += 1
    print(f"{ran} cells ran")


if __name__ == "__main__":
    main()
