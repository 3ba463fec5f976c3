// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/conditions.h"
#include "store/store.h"

namespace casus {

/// The days of one office; the last is the day before `until`, and empty where it is held still.
struct Term {
  std::string from, until;
};

/// Somebody who speaks for a body by an office alone, and when. On other days, before it and as a
/// former holder, he speaks for himself.
struct Holder {
  std::int64_t actor = 0;
  std::vector<Term> terms;
};

/// Of the voices of an actor (ties.h) those whose offices there the knowledge base knows: these
/// days bind, whatever reports call them. The others speak for it on any day.
std::vector<Holder> holders_of(Store& store, std::int64_t actor);

/// Those who speak for somebody, and which of them do so only while they are in office.
struct Voices {
  std::vector<std::int64_t> actors;
  std::vector<Holder> holders;

  void join(const Voices& other);
};

/// A condition that is false of a row whose `column` is a holder and whose `day` is out of his
/// terms; true of one without a day, and where there are no holders.
Condition in_office(const std::vector<Holder>& holders, Sql column, Sql day);

}  // namespace casus
