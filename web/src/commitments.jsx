// SPDX-License-Identifier: Apache-2.0
import { useAnswer } from "./api.js";
import { go } from "./route.js";
import { Answered, Commitment, Filters } from "./parts.jsx";

export function Commitments({ params }) {
  return (
    <>
      <h1>Asked and answered</h1>
      <Filters params={params} onChange={(p) => go("commitments", p)} fields={[["status", "Status", "", ["open", "overdue", "rejected", "accepted", "fulfilled", "broken"]], ["type", "Kind", "", ["appeal", "demand", "promise", "threat", "expectation", "obligation"]], ["by", "By", "text"], ["to", "To", "text"], ["as_of", "As of", "date"]]} />
      <Answered state={useAnswer("commitments", { limit: 200, ...params })} empty="Nothing was asked or promised that answers this.">
        {(answer) => <><p class="meta" role="status">{answer.total} in all{answer.notes.length > 0 && ` · ${answer.notes.join("; ")}`}</p><ul class="plain card">{answer.rows.map((row) => <Commitment key={row.id} row={row} />)}</ul></>}
      </Answered>
    </>
  );
}
