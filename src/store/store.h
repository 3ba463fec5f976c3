// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "actors/knowledge.h"
#include "casus/record.h"
#include "store/database.h"

namespace casus {

/// What became of a report that was to be kept.
enum class Added : std::uint8_t { New, Copy, Known };

/// The kept record: one SQLite file (docs/schema.md). Not thread-safe: one a thread; several
/// processes may read while one writes (write-ahead log).
class Store {
 public:
  /// Opens; ReadWrite creates, ReadWrite and Change migrate, Memory takes no path. A file that is
  /// no record is refused and left as it is. `actors` are a user's own actor lines
  /// (model/actors/README.md); they are kept in the record and known to every later question.
  /// Errors: NotFound, Io, Corrupt, Unsupported; InvalidInput (actors).
  static Result<Store> open(const std::string& path, Database::Mode mode,
                            const std::string& actors = {});

  /// The user's own actor lines the record knows.
  const std::string& actor_lines() const { return actor_lines_; }

  /// What a kept report is called in reports.uid.
  static std::string uid_of(const Report& report);

  struct Kept {
    Added added = Added::New;
    std::int64_t report = 0;
  };
  /// Inserts one record inside the caller's transaction. A near-copy of a kept report is kept as
  /// its copy, without rows of its own. With `again`, a known report's rows are made anew from this
  /// record.
  Kept insert(const Record& record, bool again = false);

  /// The kept actor with this id, after merges.
  std::int64_t merged(std::int64_t actor);
  /// The kept actor for a known one, if any report named it.
  std::optional<std::int64_t> actor_of(const KnownActor& known);

  Database& database() { return *database_; }
  /// The text of a report; empty where there is none.
  std::string text_of(std::int64_t report);
  const Knowledge& knowledge() const { return *knowledge_; }

 private:
  Store(std::unique_ptr<Database> database, std::shared_ptr<const Knowledge> knowledge,
        std::string actor_lines)
      : database_(std::move(database)),
        knowledge_(std::move(knowledge)),
        actor_lines_(std::move(actor_lines)) {}

  using Ids = std::unordered_map<std::string, std::int64_t>;  // a report's ids to the record's
  /// The first of the copies of what this text is likest to, if it is another of them.
  std::optional<std::int64_t> original_of(std::int64_t likest, std::string_view text);
  std::int64_t insert_report(const Record& record, const std::string& uid,
                             std::optional<std::int64_t> original, std::size_t sampled);
  void insert_items(std::int64_t report, const Record& record);
  Ids insert_actors(std::int64_t report, const Record& record);
  std::int64_t actor_id(std::int64_t report, const Record& record, const Actor& actor);
  std::int64_t new_actor(const Actor& actor, const std::string& key);
  void add_name(std::int64_t actor, std::string_view name);
  Ids insert_statements(std::int64_t report, const Record& record, const Ids& actors);
  void insert_events(std::int64_t report, const Record& record, const Ids& actors,
                     const Ids& statements);
  void insert_claims(std::int64_t report, const Record& record, const Ids& actors);
  void insert_commitments(std::int64_t report, const Record& record, const Ids& actors,
                          const Ids& statements);
  void insert_standing(std::int64_t report, const Record& record, const Ids& actors,
                       const Ids& statements);

  std::unique_ptr<Database> database_;
  std::shared_ptr<const Knowledge> knowledge_;
  std::string actor_lines_;
};

/// Spans as the tables hold them: "12-40,55-80". An unreadable text gives what was read before.
std::string spans_text(const std::vector<Span>& spans);
std::vector<Span> spans_of(std::string_view text);
/// The words of spans, " ... " between parts.
std::string words_of(std::string_view text, const std::vector<Span>& spans);

}  // namespace casus
