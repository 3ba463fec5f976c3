# SPDX-License-Identifier: Apache-2.0
import pytest
from conftest import ROOT

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")


def test_the_notebook_of_the_examples_runs():
    notebook = nbformat.read(ROOT / "examples/casus.ipynb", as_version=4)
    nbclient.NotebookClient(
        notebook, timeout=300, resources={"metadata": {"path": str(ROOT)}}
    ).execute()
    outputs = [
        output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    ]
    shown = "".join(str(output.get("data", output.get("text", ""))) for output in outputs)
    assert '<mark class="said"' in shown and "The lake is a matter between two countries" in shown
    assert "new=6, copies=1" in shown
    assert not any(output.output_type == "error" for output in outputs)
