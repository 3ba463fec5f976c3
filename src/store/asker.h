// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/conditions.h"
#include "store/fields.h"
#include "store/question.h"
#include "store/terms.h"

namespace casus {

/// Of a word that stands in more items than this, the newest are looked at.
inline constexpr std::size_t kMostMatches = 20000;

/// Answers one settled question: what is asked becomes conditions on the rows of its kind, and the
/// rows that meet them are read in the order asked for. What every kind of item shares is in
/// asker.cc, what each kind takes in asker_kinds.cc.
class Asker {
 public:
  /// With `use`, every row goes there and none into the answer.
  Asker(Store& store, const Question& question, const std::function<void(Json&&)>* use = nullptr);

  Result<Answer> answer();
  /// The numbers of all that answer, in no order.
  Result<std::vector<std::int64_t>> ids();

 private:
  using Ids = std::vector<std::int64_t>;
  using RowOf = std::function<Json(std::int64_t)>;

  /// Asks by the kind of item.
  void find();
  void statements();
  void events();
  void claims();
  void commitments();
  void state_of_commitments(Conditions& where);
  void relations();
  void actors();
  void reports();
  void stories();

  /// The actor a name means; says so where the name is another's.
  std::optional<std::int64_t> resolve(const std::string& name);
  /// Those who speak for a named one, or for any of several: it, and its officials.
  std::optional<Voices> voices(const std::string& name);
  /// The two of --between.
  std::optional<std::pair<Voices, Voices>> sides();
  /// Those who speak for a member of an organisation.
  Voices members();

  bool has_phrases() const;
  /// False, and a note, where a text holds no word: nothing answers that.
  bool has_words(Conditions& where, const std::string& text);
  /// `condition` of what full text asks for, for each of --about and --text.
  void full_text(Conditions& where, const SqlText& condition);
  /// What all that is told is asked by: days, certainty, its story, its review. What lasts has a
  /// date_to.
  void told(Conditions& where, bool lasts);
  /// A condition of the number of the story asked for.
  void of_story(Conditions& where, Sql condition);

  Order order() const;
  /// By a column of days, where the days are asked for.
  SqlText order_by(Sql date) const;
  std::size_t number_of(const Conditions& where, std::size_t most);
  Ids found_by(const SqlText& sql, const Conditions& where);
  /// Those who speak for any of these.
  Voices voices_of_all(const Ids& actors);
  Ids page(const Conditions& where, const SqlText& sort);
  void select(const Conditions& where, const SqlText& sort, const RowOf& row);

  Store& store_;
  const Question& q_;
  const std::function<void(Json&&)>* use_;
  AskedKind kind_;
  std::optional<Order> order_;  // nothing: none was asked for
  std::string as_of_;
  Answer answer_;
  bool only_ids_ = false;
  Ids ids_;
  std::optional<Error> problem_;
};

}  // namespace casus
