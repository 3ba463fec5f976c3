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
  std::optional<std::string> voices(const std::string& name);
  /// A condition that leaves out who was asked for by voices() or sides() last and is out of office
  /// on `day`, the column of the day.
  void in_office(Conditions& where, const std::string& column, const std::string& day);
  /// The two lists of --between.
  std::optional<std::pair<std::string, std::string>> sides();
  /// Those who speak for a member of an organisation.
  std::string members();

  bool has_phrases() const;
  /// False, and a note, where a text holds no word: nothing answers that.
  bool has_words(Conditions& where, const std::string& text);
  void full_text(Conditions& where, const std::string& id, const std::string& table);
  /// What all that is told is asked by: days, certainty, its story, its review.
  void told(Conditions& where, const std::string& from, const std::string& to);
  /// A condition on the reports of the story asked for, or on what they tell, {} its numbers.
  std::string of_story(const std::string& condition);

  std::string order(const std::string& date) const;
  std::size_t number_of(const std::string& table, const Conditions& where, std::size_t most);
  Ids found_by(const std::string& sql, const Conditions& where);
  /// Those who speak for any of these.
  std::string voices_of_all(const Ids& actors);
  Ids page(const std::string& table, const Conditions& where, const std::string& sort);
  void select(const std::string& table, const Conditions& where, const std::string& sort,
              const RowOf& row);

  Store& store_;
  const Question& q_;
  const std::function<void(Json&&)>* use_;
  AskedKind kind_;
  std::optional<Order> order_;  // nothing: none was asked for
  std::string as_of_;
  Answer answer_;
  std::vector<Holder> holders_;  // of the voices asked for last
  bool only_ids_ = false;
  Ids ids_;
  std::optional<Error> problem_;
};

}  // namespace casus
