// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <unordered_set>

#include "actors/known_names.h"
#include "actors/resolver.h"
#include "actors/stand_ins.h"
#include "casus/reader.h"
#include "core/ordered_pool.h"
#include "language/syntax.h"
#include "reading/certainty.h"
#include "reading/claims.h"
#include "reading/commitments.h"
#include "reading/events.h"
#include "reading/parties.h"
#include "reading/readings.h"
#include "reading/relations.h"
#include "reading/statements.h"

namespace casus {

namespace {

/// Takes out whom the report only describes, or does not name at all, and nothing in the record is
/// about: they were looked at as ends of ties that do not hold.
void drop_idle_descriptions(Record& record) {
  std::unordered_set<std::string> used;
  const auto use = [&](const std::vector<std::string>& ids) {
    used.insert(ids.begin(), ids.end());
  };
  for (const Actor& a : record.actors) {
    for (const Role& role : a.roles) used.insert(role.of);
  }
  for (const Statement& s : record.statements) used.insert(s.speaker), use(s.addressees);
  for (const Event& e : record.events) use(e.source), use(e.target), use(e.according_to);
  for (const Claim& c : record.claims) use(c.asserted_by), use(c.denied_by);
  for (const Commitment& c : record.commitments) used.insert(c.from), use(c.to);
  for (const Relation& r : record.relations) used.insert(r.from), used.insert(r.to);
  for (const Position& p : record.positions) used.insert(p.actor);
  std::erase_if(record.actors, [&](const Actor& a) {
    return (a.type == ActorType::Group || a.mentions.empty()) && used.count(a.id) == 0;
  });
}

}  // namespace

/// What is learned beyond the analyser.
struct Reader::Learned {
  Readings readings;
  ReferenceWeights references;
};

Result<Reader> Reader::create(const std::string& model_path, std::string_view actors) {
  CASUS_TRY(Analyser analyser, Analyser::create(model_path));
  CASUS_TRY(auto knowledge, Knowledge::shared(actors));
  CASUS_TRY(Readings readings, Readings::create(analyser.model()));
  CASUS_TRY(ReferenceWeights references, ReferenceWeights::create(analyser.model()));
  return Reader(
      std::move(analyser),
      std::make_shared<const Learned>(Learned{std::move(readings), std::move(references)}),
      std::move(knowledge));
}

Result<Record> Reader::read(std::string_view bytes, const IngestOptions& options) const {
  CASUS_TRY(Report report, read_document(bytes, options));
  return read(std::move(report));
}

Record Reader::read(Report report) const {
  Record record;
  if (!report.is_readable()) {
    record.report = std::move(report);
    return record;
  }
  Findings findings;
  const auto read_window = [&](WordRange window, const Analysis& so_far,
                               const WindowVectors& vectors) {
    learned_->readings.read(report, so_far, window, vectors, findings);
  };
  Analysis analysis = analyser_.analyse(
      report, stand_ins_for(report.text, *knowledge_, report.published), read_window);
  analysis.attributions = std::move(findings.attributions);
  complete_names(report, *knowledge_, analysis);
  findings.times = find_times(report.text, report.published);
  const Syntax syntax(report, analysis);
  Resolver resolver(report, analysis, syntax, *knowledge_, learned_->references);
  record.statements = read_statements(report, analysis, syntax, findings, resolver);
  const Parties parties(syntax, record.statements, resolver);
  record.events = read_events(report, syntax, findings, parties);
  record.relations = read_relations(syntax, findings, record.events, parties, resolver);
  record.commitments = read_commitments(report, syntax, findings, record.statements, record.events,
                                        parties, resolver);
  record.claims = read_claims(report, syntax, record.statements, resolver);
  record.positions = read_positions(record.claims, record.commitments, record.statements);
  record.actors = resolver.take_actors();
  drop_idle_descriptions(record);
  record.report = std::move(report);
  weigh(record);
  return record;
}

Result<std::size_t> Reader::read_stream(std::istream& in, const IngestOptions& options,
                                        std::size_t jobs, const std::function<void(Outcome)>& sink,
                                        const std::function<bool(const Report&)>& wanted) const {
  const auto work = [&](const Parcel& parcel) -> Outcome {
    Arrival arrival = read_parcel(parcel);
    if (!arrival.report) return {std::move(arrival.id), std::move(arrival.report.error())};
    if (wanted && !wanted(*arrival.report)) {
      Record alone;
      alone.report = std::move(*arrival.report);
      return {std::move(arrival.id), std::move(alone), true};
    }
    return {std::move(arrival.id), read(std::move(*arrival.report))};
  };
  OrderedPool<Parcel, Outcome> pool(std::max<std::size_t>(jobs, 1), work, sink);
  auto result = cut_stream(in, options, [&](Parcel parcel) {
    pool.submit(std::move(parcel));
    return true;
  });
  pool.finish();
  return result;
}

}  // namespace casus
