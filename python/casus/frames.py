# SPDX-License-Identifier: Apache-2.0
"""Handing rows on to Arrow, pandas and Polars by Arrow's PyCapsule protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Frame:
    """Rows that any Arrow library takes over without a copy: `pyarrow.table(frame)`, `polars.DataFrame(frame)`."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        raise NotImplementedError

    def to_arrow(self) -> pyarrow.Table:
        """A pyarrow.Table (needs pyarrow)."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas.DataFrame (needs pandas and pyarrow)."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """A polars.DataFrame (needs polars)."""
        import polars

        return polars.DataFrame(self)
