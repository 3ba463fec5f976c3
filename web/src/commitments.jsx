// SPDX-License-Identifier: Apache-2.0
// What was asked, promised and threatened, and what came of it.
import { useAnswer } from "./api.js";
import { go, period } from "./route.js";
import { Answered, Commitment, Filters, List, Pages, orders } from "./parts.jsx";

const kinds = ["appeal", "demand", "promise", "threat", "expectation", "obligation"];
const statuses = ["open", "overdue", "rejected", "accepted", "fulfilled", "broken"];

export function Commitments({ params, editable }) {
  const offset = Number(params.offset ?? 0);
  const asks = {
    ...period(params),
    text: params.about,
    status: params.status,
    type: params.type,
    by: params.by,
    to: params.to,
    as_of: params.as_of,
    sort: params.sort,
  };
  const state = useAnswer("commitments", { ...asks, limit: 100, offset: offset || "" });
  const set = (more) => go("commitments", { ...params, offset: "", ...more });
  return (
    <>
      <h1>Asked and answered</h1>
      <Filters
        params={params}
        onChange={set}
        fields={[
          ["status", "Status", "", statuses],
          ["type", "Kind", "", kinds],
          ["by", "By", "search"],
          ["to", "To", "search"],
          ["as_of", "As of", "date"],
          ["sort", "Order", "", orders],
        ]}
      />
      <Answered state={state} empty="Nothing was asked or promised that answers this.">
        {(answer) => (
          <div class="card">
            <List
              answer={answer}
              asks={["commitments", asks]}
              name="asked-and-answered"
              noun={["in all", "in all"]}
            >
              {(row) => <Commitment key={row.id} row={row} editable={editable} />}
            </List>
            <Pages answer={answer} offset={offset} set={set} />
          </div>
        )}
      </Answered>
    </>
  );
}
