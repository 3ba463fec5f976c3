// SPDX-License-Identifier: Apache-2.0
// What bodies will decide: the question, how likely each option, who stands where by its words, what would turn it.
import { useAnswer } from "./api.js";
import { Chart, useWidth } from "./chart.jsx";
import { Answered, Filters, Tag, Who } from "./parts.jsx";
import { go, link } from "./route.js";
import { day, dayOf, days, many } from "./words.js";

const optionWords = { for: "for it", against: "against it", none: "no decision" };
const stanceWords = { for: "for it", against: "against it", none: "stands aside" };
const tones = { for: "aid", against: "conflict", none: "talk" };

export function percent(chance) {
  return chance > 0 && chance < 0.01 ? "<1 %" : `${Math.round(100 * chance)} %`;
}
const interval = ({ low, high }) => `${percent(low)} to ${percent(high)}`;
export const inOneLine = ({ body, about, options, worth }) =>
  `${body.name}: ${about} – ${options.map((o) => `${optionWords[o.option]} ${percent(o.chance)} (${interval(o)})`).join(", ")}; ${worth.in_words}`;

/** Each option as a bar, with a line over where its chance lies in nine of ten worlds. */
export function Options({ options }) {
  const [frame, width] = useWidth(320);
  const left = 92,
    right = 118,
    step = 26,
    at = (chance) => left + chance * (width - left - right);
  const told = options.map(
    (o) => `${optionWords[o.option]} ${percent(o.chance)}, between ${interval(o)}`,
  );
  return (
    <div ref={frame}>
      <svg
        class="options"
        viewBox={`0 0 ${width} ${step * options.length}`}
        role="img"
        aria-label={told.join("; ")}
      >
        {options.map((o, i) => (
          <g key={o.option} transform={`translate(0 ${i * step})`}>
            <text x={left - 8} y={17} text-anchor="end">
              {optionWords[o.option]}
            </text>
            <rect class="room" x={left} y={5} width={at(1) - left} height={16} />
            <rect
              class={tones[o.option]}
              x={left}
              y={5}
              width={Math.max(1, at(o.chance) - left)}
              height={16}
            />
            <path
              class="interval"
              d={`M${at(o.low)} 8v10M${at(o.low)} 13H${at(o.high)}M${at(o.high)} 8v10`}
            />
            <text x={at(1) + 8} y={17}>
              <tspan class="strong">{percent(o.chance)}</tspan> {percent(o.low).replace(" %", "")}–
              {percent(o.high)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

/** How little it is worth, before anything else is read. */
export const Worth = ({ worth }) => (
  <p class={`worth ${worth.grade === "some" ? "" : "few"}`}>
    {worth.grade === "some" ? `It ${worth.in_words}.` : `Beware: ${worth.in_words}.`}
  </p>
);

/** Of a brief: the question, its options, and the way to the whole. */
export function Decision({ row }) {
  const asked = { body: row.body.name, matter: row.about, on: row.on, as_of: row.as_of };
  return (
    <li class="item">
      <a href={link("outlook", asked)}>
        <b>{row.body.name}</b>
      </a>
      {row.asked.due && <span class="meta"> · due {days(row.asked.due)}</span>}
      <blockquote>{row.about}</blockquote>
      <Options options={row.options} />
      <Worth worth={row.worth} />
      <div class="source meta">
        <span>
          asked by <Who actor={row.asked.from} /> ·{" "}
          <a href={link(`item/${row.asked.id}`)}>their words</a>
        </span>
      </div>
    </li>
  );
}

const leaning = (member) =>
  ["for", "against", "none"].reduce((best, one) => (member[one] > member[best] ? one : best));

/** Each member on a line from certainly not to certainly for it: a dot, and how far one may be wrong. */
function Members({ members }) {
  const [frame, width] = useWidth();
  const left = Math.min(190, width * 0.42),
    step = 22,
    top = 22;
  const at = (chance) => left + Math.min(1, Math.max(0, chance)) * (width - left - 16);
  return (
    <div ref={frame}>
      <svg
        class="members"
        viewBox={`0 0 ${width} ${top + step * members.length + 4}`}
        role="img"
        aria-label={`How likely each of ${many(members.length, "member")} is for it; the table has the numbers`}
      >
        <g class="axis">
          {[0, 0.5, 1].map((x) => (
            <g key={x}>
              <line x1={at(x)} x2={at(x)} y1={top - 4} y2={top + step * members.length} />
              <text x={at(x)} y={12} text-anchor={x === 0 ? "start" : x === 1 ? "end" : "middle"}>
                {x === 1 ? "for it 100 %" : percent(x)}
              </text>
            </g>
          ))}
        </g>
        {members.map((one, i) => (
          <g
            key={one.name}
            class={one.spoke ? "spoke" : "silent"}
            transform={`translate(0 ${top + i * step})`}
          >
            <text x={left - 8} y={15} text-anchor="end">
              {one.name}
            </text>
            <rect
              class={`width ${tones[leaning(one)]}`}
              x={at(one.for - one.width)}
              y={6}
              width={at(one.for + one.width) - at(one.for - one.width)}
              height={10}
              rx={5}
            />
            <circle class={tones[leaning(one)]} cx={at(one.for)} cy={11} r={4.5} />
            <title>{`${one.name}: ${percent(one.for)} for it, give or take ${percent(one.width)}${one.spoke ? "" : "; silent"}`}</title>
          </g>
        ))}
      </svg>
    </div>
  );
}

function Said({ words }) {
  return (
    <li>
      <Tag name={words.act} />
      <span class="meta">
        {words.speaker}, {day(words.date)}
        {words.direction !== 0 && `, ${words.direction > 0 ? "for it" : "against it"}`}
      </span>{" "}
      <q>{words.text}</q>{" "}
      {/^[a-z]\d+$/.test(words.item) && (
        <a class="meta" href={link(`item/${words.item}`)}>
          words
        </a>
      )}
    </li>
  );
}

/** The members that lean one way, each with its words; of the silent, by whom they are judged. */
function Side({ title, members }) {
  if (members.length === 0) return null;
  return (
    <section class="card">
      <h2>
        {title} <span class="meta">{members.length}</span>
      </h2>
      <ul class="plain">
        {members.map((one) => (
          <li class="item" key={one.name}>
            <a class="who" href={link(`actor/${one.name}`)}>
              {one.name}
            </a>{" "}
            <span class="meta">
              {percent(one[leaning(one)])} {stanceWords[leaning(one)]}
              {one.vetoes && ", may veto"}
              {one.follows.length > 0 &&
                `, judged by how it stands to ${one.follows.map((f) => f.name).join(", ")}`}
            </span>
            {one.words.length > 0 && (
              <ul class="said">
                {one.words.map((words) => (
                  <Said key={words.item} words={words} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of a sentence cut at its items: each is the way to its words. */
const cited = (part, i) =>
  i % 2 === 0 ? (
    part
  ) : (
    <a key={i} href={link(`item/${part}`)}>
      {part}
    </a>
  );

const Sentences = ({ title, all }) =>
  all.length > 0 && (
    <>
      <h3>{title}</h3>
      <ul>
        {all.map((one) => (
          <li key={one}>{one.split(/\b(s\d+)\b/).map(cited)}</li>
        ))}
      </ul>
    </>
  );

function turning(turn) {
  if (!turn) return ["No six moves of its members do."];
  const moves = turn.moves.map(
    (m) => `${m.name}, from ${m.from ? stanceWords[m.from] : "silent"} to ${stanceWords[m.to]}`,
  );
  return [
    `${moves.join("; then ")}. Then ${optionWords[turn.to]} is the likeliest, ${percent(turn.chance)}.`,
  ];
}

const optionRows = (forecast) =>
  forecast.options.map((o) => ({
    option: optionWords[o.option],
    chance: o.chance,
    low: o.low,
    high: o.high,
  }));
const memberRows = (members) =>
  members.map((one) => ({
    member: one.name,
    "on record": one.spoke ? "yes" : "silent",
    for: one.for,
    aside: one.none,
    against: one.against,
    "give or take": one.width,
  }));

/** Of a large body those who spoke or may veto. */
const shown = (members) =>
  members.length > 40 ? members.filter((one) => one.spoke || one.vetoes) : members;

function Forecast({ forecast }) {
  const members = [...shown(forecast.members)].sort(
    (a, b) => b.spoke - a.spoke || b.for - a.for || a.name.localeCompare(b.name),
  );
  const spoke = members.filter((one) => one.spoke);
  const of = (stance) => spoke.filter((one) => leaning(one) === stance);
  return (
    <>
      <h2>
        {forecast.body.name}: “{forecast.about}”
      </h2>
      <p class="meta">
        decides {day(forecast.on)}, as known on {day(forecast.as_of)};{" "}
        {many(forecast.body.members, "member")}; {forecast.body.rule_in_words}
        {forecast.body.source && ` (${forecast.body.source})`}
      </p>
      <Worth worth={forecast.worth} />
      <div class="grid">
        <div>
          <Chart name="forecast" rows={optionRows(forecast)}>
            <Options options={forecast.options} />
          </Chart>
          {members.length > 0 && (
            <Chart name="members" rows={memberRows(forecast.members)}>
              <Members members={members} />
            </Chart>
          )}
        </div>
        <section class="card">
          <Sentences title="Why" all={forecast.reasons} />
          <Sentences
            title="On whom it hangs"
            all={forecast.pivotal.map(
              (one) =>
                `${one.name}: ${Math.round(100 * one.effect)} points between for and against`,
            )}
          />
          <Sentences title="What would turn it" all={turning(forecast.turn)} />
          <Sentences title="Not known" all={forecast.unknown} />
        </section>
      </div>
      <div class="grid">
        <Side title="On record for it" members={of("for")} />
        <Side title="On record against it" members={of("against")} />
        <Side title="On record both ways" members={of("none")} />
        <Side title="Silent" members={members.filter((one) => !one.spoke)} />
      </div>
      {forecast.others.length > 0 && (
        <section class="card">
          <h2>What others say of it, not counted</h2>
          <ul class="said">
            {forecast.others.map((words) => (
              <Said key={words.item} words={words} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** What is asked of bodies and open, each the way to its forecast. */
function Questions({ asOf }) {
  const state = useAnswer("outlook", { as_of: asOf });
  const asked = { ...state, data: state.data?.asked };
  return (
    <section class="card">
      <h2>Asked of bodies, and not answered by {day(asOf)}</h2>
      <Answered
        state={asked}
        empty="Nothing is asked of a body whose members are known. Above, name one and what it may decide."
      >
        {(rows) => (
          <ul class="plain">
            {rows.map((row) => (
              <li class="item" key={row.commitment + row.body}>
                <a
                  href={link("outlook", {
                    body: row.body,
                    matter: row.about,
                    on: dayOf(row.due) > asOf ? dayOf(row.due) : asOf,
                    as_of: asOf,
                  })}
                >
                  {row.body}: what will it decide?
                </a>
                <blockquote>{row.about}</blockquote>
                <div class="source meta">
                  <span>
                    asked by <Who actor={row.from} /> · {day(row.date)}
                    {row.due && ` · due ${days(row.due)}`}
                  </span>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  );
}

export function Outlook({ params, whole }) {
  const { body, matter, area } = params;
  const end = params.as_of ?? params.until ?? whole?.last?.slice(0, 10);
  // Of a day that is past, what was known the day before: the server's own choice.
  const past = !params.as_of && params.on <= end;
  const asks = { body, about: matter, area, on: params.on ?? end, as_of: past ? "" : end };
  const state = useAnswer(body && end ? "forecast" : null, asks);
  return (
    <>
      <h1>What will they decide?</h1>
      <Filters
        params={params}
        onChange={(more) => go("outlook", more)}
        fields={[
          ["body", "Body", "search"],
          ["matter", "What it may decide", "search"],
          ["on", "Decides on", "date"],
          ["as_of", "As known on", "date"],
        ]}
      />
      <p class="meta">
        Arithmetic over what is on record: who said what, by which rule the body decides, who votes
        with whom. It knows nothing of what is said behind closed doors. No decision should rest on
        it.
      </p>
      {body && end && <Answered state={state}>{(data) => <Forecast forecast={data} />}</Answered>}
      {!body && end && <Questions asOf={end} />}
    </>
  );
}
