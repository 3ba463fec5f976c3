// SPDX-License-Identifier: Apache-2.0
#include "store/versions.h"

#include <algorithm>
#include <unordered_map>

#include "core/calendar.h"
#include "core/text.h"
#include "store/sketch.h"

namespace casus {

namespace {

constexpr int kCorrectionDays = 60;
constexpr int kOutletDays = 7;

/// What is asked of a kept report that a new one may be a copy or a version of.
struct Kept {
  std::int64_t first = 0;  // of its versions
  Report report;           // text, title, address, agency and day
};

Kept kept_report(Store& store, std::int64_t id) {
  Query row = store.database().query(
      "SELECT coalesce(o.version_of, o.id), sqlar_uncompress(r.text, "
      "r.size), r.title, r.url, r.agency, r.published FROM reports r JOIN reports o ON o.id = "
      "coalesce(r.copy_of, r.id) WHERE r.id = ?");
  if (!row.bind(id).next()) return {};
  Kept out;
  out.first = row.integer(0);
  out.report.text = row.text(1);
  out.report.title = row.text(2);
  out.report.url = row.text(3);
  out.report.agency = row.text(4);
  out.report.published = row.text(5);
  return out;
}

/// "http://www.site.org/a/?p=1#top" -> "site.org/a?p=1": what tells an article's page from others.
std::string address_of(std::string_view url) {
  std::string out(url.substr(0, url.find('#')));
  if (const std::size_t scheme = out.find("://"); scheme != std::string::npos)
    out.erase(0, scheme + 3);
  if (out.starts_with("www.")) out.erase(0, 4);
  const std::size_t query = std::min(out.find('?'), out.size());
  if (query > 0 && out[query - 1] == '/') out.erase(query - 1, 1);
  return out;
}

bool is_one_address(const Report& report, const Report& kept) {
  return !report.url.empty() && address_of(report.url) == address_of(kept.url);
}

/// Whether both are known to be of one site or, where one has no address, of one agency.
bool is_one_outlet(const Report& report, const Report& kept) {
  const auto host = [](std::string_view url) {
    const std::string address = address_of(url);
    return lower(address.substr(0, address.find_first_of("/?")));
  };
  if (!report.url.empty() && !kept.url.empty()) return host(report.url) == host(kept.url);
  return !report.agency.empty() && lower(report.agency) == lower(kept.agency);
}

bool is_within(int days, const Report& report, const Report& kept) {
  if (report.published.empty() || kept.published.empty()) return true;
  return kept.published >= shifted(report.published, -days) &&
         kept.published <= shifted(report.published, days);
}

/// Whether a report says of itself that it corrects another, and a kept one does not.
bool is_correction_of(const Report& report, const Report& kept) {
  return (is_correction(report.title) || is_correction(report.text)) &&
         !is_correction(kept.title) && !is_correction(kept.text) &&
         is_within(kCorrectionDays, report, kept);
}

/// Whether what tells more than a kept report much like it replaces it.
bool is_version(const Report& report, const Report& kept) {
  if (is_one_address(report, kept)) return true;
  return is_one_outlet(report, kept) && is_within(kOutletDays, report, kept) &&
         !tells_more(kept.text, report.text);
}

/// How many of a sample's shingles each kept report has.
std::unordered_map<std::int64_t, std::size_t> shared_with(Database& database,
                                                          const std::vector<std::int64_t>& sample) {
  std::unordered_map<std::int64_t, std::size_t> out;
  for (const std::int64_t hash : sample) {
    std::vector<std::int64_t> reports;
    Query same = database.query("SELECT report FROM shingles WHERE hash = ? LIMIT ?");
    for (same.all(hash, std::int64_t{kBoilerplate}); same.next();)
      reports.push_back(same.integer(0));
    if (reports.size() >= kBoilerplate) continue;
    for (const std::int64_t report : reports) ++out[report];
  }
  return out;
}

/// The newest kept report of the same address, where half of the shorter one is in the other.
std::int64_t newest_of_address(Database& database, const Report& report,
                               const std::vector<std::int64_t>& sample) {
  if (report.url.empty()) return 0;
  Query at = database.query(
      "SELECT id, sampled FROM reports WHERE url = ? AND copy_of IS NULL ORDER BY id DESC LIMIT 1");
  if (!at.bind(report.url).next()) return 0;
  const std::int64_t id = at.integer(0);
  const auto shared = std::count_if(sample.begin(), sample.end(), [&](std::int64_t hash) {
    Query has = database.query("SELECT 1 FROM shingles WHERE hash = ? AND report = ?");
    return has.all(hash, id).next();
  });
  return share_enough_for_versions(static_cast<std::size_t>(shared), sample.size(),
                                   static_cast<std::size_t>(at.integer(1)))
             ? id
             : 0;
}

}  // namespace

Standing standing_of(const Report& report, const Report& kept) {
  if (is_correction_of(report, kept)) return Standing::Version;
  if (!tells_more(report.text, kept.text, is_one_address(report, kept))) return Standing::Copy;
  return is_version(report, kept) ? Standing::Version : Standing::Other;
}

bool share_enough_for_versions(std::size_t shared, std::size_t sampled, std::size_t other_sampled) {
  return shared >= kLeastShared && 2 * shared >= std::min(sampled, other_sampled);
}

std::int64_t likest_report(Database& database, const std::vector<std::int64_t>& sample) {
  std::int64_t best = 0;
  double most = kMostlyShared;
  for (const auto& [report, count] : shared_with(database, sample)) {
    if (count < kLeastShared) continue;
    Query size = database.query("SELECT sampled FROM reports WHERE id = ?");
    size.bind(report).next();
    const auto own = static_cast<double>(sample.size()),
               other = static_cast<double>(size.integer(0));
    if (std::min(own, other) < kLeastSize * std::max(own, other)) continue;
    const double share = static_cast<double>(count) / std::min(own, other);
    if (share > most || (best != 0 && share == most && report < best)) most = share, best = report;
  }
  return best;
}

std::int64_t version_replaced(Store& store, const Report& report,
                              const std::vector<std::int64_t>& sample, std::int64_t likest) {
  if (likest != 0) {
    const Kept kept = kept_report(store, likest);
    const Standing standing = standing_of(report, kept.report);
    if (standing != Standing::Other) return standing == Standing::Version ? kept.first : 0;
  }
  const std::int64_t before = newest_of_address(store.database(), report, sample);
  if (before == 0) return 0;
  const Kept kept = kept_report(store, before);
  return tells_more(report.text, kept.report.text, true) ? kept.first : 0;
}

std::vector<std::int64_t> versions_of(Store& store, std::int64_t report) {
  struct Version {
    std::int64_t id;
    std::string day;
  };
  std::vector<Version> all;
  Query first = store.database().query("SELECT coalesce(version_of, id) FROM reports WHERE id = ?");
  if (!first.bind(report).next()) return {};
  Query rows = store.database().query(
      "SELECT id, coalesce(published, '') FROM reports WHERE id = ?1 UNION ALL SELECT id, "
      "coalesce(published, '') FROM reports WHERE version_of = ?1 ORDER BY 1");
  for (rows.bind(first.integer(0)); rows.next();) all.push_back({rows.integer(0), rows.text(1)});
  const bool dated =
      std::none_of(all.begin(), all.end(), [](const Version& one) { return one.day.empty(); });
  if (dated)
    std::stable_sort(all.begin(), all.end(),
                     [](const Version& a, const Version& b) { return a.day < b.day; });
  std::vector<std::int64_t> out;
  for (const Version& one : all) out.push_back(one.id);
  return out;
}

Versions versions_beside(Store& store, std::int64_t report) {
  const auto all = versions_of(store, report);
  const auto own = std::find(all.begin(), all.end(), report);
  if (own == all.end()) return {};
  return {own == all.begin() ? 0 : *(own - 1), own + 1 == all.end() ? 0 : *(own + 1)};
}

void leave_versions(Store& store, std::int64_t report) {
  Database& database = store.database();
  Query rest = database.query("SELECT min(id) FROM reports WHERE version_of = ?");
  const std::int64_t first = rest.bind(report).next() ? rest.integer(0) : 0;
  if (first == 0) return;
  database.query("UPDATE reports SET version_of = NULL WHERE id = ?").bind(first).run();
  database.query("UPDATE reports SET version_of = ? WHERE version_of = ?").all(first, report).run();
}

}  // namespace casus
