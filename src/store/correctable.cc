// SPDX-License-Identifier: Apache-2.0
#include "store/correctable.h"

#include <algorithm>

namespace casus {

namespace {

constexpr Amendment kOfStatements[] = {
    {Column::Act, "UPDATE statements SET act = ?, review = 'amended' WHERE id = ?"},
    {Column::Kind, "UPDATE statements SET kind = ?, review = 'amended' WHERE id = ?"},
    {Column::Date,
     "UPDATE statements SET date = ?, date_to = NULL, review = 'amended' WHERE id = ?"},
    {Column::Venue, "UPDATE statements SET venue = ?, review = 'amended' WHERE id = ?"},
    {Column::Medium, "UPDATE statements SET medium = ?, review = 'amended' WHERE id = ?"},
    {Column::Speaker, "UPDATE statements SET speaker = ?, review = 'amended' WHERE id = ?"}};

constexpr Amendment kOfEvents[] = {
    {Column::Type, "UPDATE events SET type = ?, review = 'amended' WHERE id = ?"},
    {Column::Mode, "UPDATE events SET mode = ?, review = 'amended' WHERE id = ?"},
    {Column::Status, "UPDATE events SET status = ?, review = 'amended' WHERE id = ?"},
    {Column::Date, "UPDATE events SET date = ?, date_to = NULL, review = 'amended' WHERE id = ?"}};

constexpr Amendment kOfClaims[] = {
    {Column::Status, "UPDATE claims SET status = ?, review = 'amended' WHERE id = ?"}};

constexpr Amendment kOfCommitments[] = {
    {Column::Kind, "UPDATE commitments SET kind = ?, review = 'amended' WHERE id = ?"},
    {Column::Status, "UPDATE commitments SET status = ?, review = 'amended' WHERE id = ?"},
    {Column::Due,
     "UPDATE commitments SET due = ?, due_to = NULL, review = 'amended' WHERE id = ?"}};

constexpr Amendment kOfRelations[] = {
    {Column::Type, "UPDATE relations SET type = ?, review = 'amended' WHERE id = ?"}};

constexpr Correctable kAll[] = {
    {'s', "statements",
     "SELECT r.uid, i.content FROM statements i JOIN reports r ON r.id = i.report WHERE i.id = ?",
     "SELECT id, content FROM statements WHERE report = ?",
     "UPDATE statements SET review = ? WHERE id = ?",
     "UPDATE statements SET review = NULL WHERE id = ? AND review IN ('accepted', 'rejected')",
     kOfStatements},
    {'e', "events",
     "SELECT r.uid, i.span FROM events i JOIN reports r ON r.id = i.report WHERE i.id = ?",
     "SELECT id, span FROM events WHERE report = ?", "UPDATE events SET review = ? WHERE id = ?",
     "UPDATE events SET review = NULL WHERE id = ? AND review IN ('accepted', 'rejected')",
     kOfEvents},
    {'c', "claims",
     "SELECT r.uid, i.spans FROM claims i JOIN reports r ON r.id = i.report WHERE i.id = ?",
     "SELECT id, spans FROM claims WHERE report = ?", "UPDATE claims SET review = ? WHERE id = ?",
     "UPDATE claims SET review = NULL WHERE id = ? AND review IN ('accepted', 'rejected')",
     kOfClaims},
    {'k', "commitments",
     "SELECT r.uid, i.span FROM commitments i JOIN reports r ON r.id = i.report WHERE i.id = ?",
     "SELECT id, span FROM commitments WHERE report = ?",
     "UPDATE commitments SET review = ? WHERE id = ?",
     "UPDATE commitments SET review = NULL WHERE id = ? AND review IN ('accepted', 'rejected')",
     kOfCommitments},
    {'r', "relations",
     "SELECT r.uid, i.span FROM relations i JOIN reports r ON r.id = i.report WHERE i.id = ?",
     "SELECT id, span FROM relations WHERE report = ?",
     "UPDATE relations SET review = ? WHERE id = ?",
     "UPDATE relations SET review = NULL WHERE id = ? AND review IN ('accepted', 'rejected')",
     kOfRelations}};

constexpr Sql kMerging[] = {
    "UPDATE statements SET speaker = ?1 WHERE speaker = ?2",
    "UPDATE events SET place = ?1 WHERE place = ?2",
    "UPDATE commitments SET from_actor = ?1 WHERE from_actor = ?2",
    "UPDATE relations SET from_actor = ?1 WHERE from_actor = ?2",
    "UPDATE relations SET to_actor = ?1 WHERE to_actor = ?2",
    "UPDATE positions SET actor = ?1 WHERE actor = ?2",
    "UPDATE roles SET actor = ?1 WHERE actor = ?2", "UPDATE roles SET of = ?1 WHERE of = ?2",
    // Where the other stands already, one of the two rows goes.
    "UPDATE OR IGNORE addressees SET actor = ?1 WHERE actor = ?2",
    "DELETE FROM addressees WHERE actor = ?2",
    "UPDATE OR IGNORE parties SET actor = ?1 WHERE actor = ?2",
    "DELETE FROM parties WHERE actor = ?2",
    "UPDATE OR IGNORE claim_sides SET actor = ?1 WHERE actor = ?2",
    "DELETE FROM claim_sides WHERE actor = ?2",
    "UPDATE OR IGNORE claim_actors SET actor = ?1 WHERE actor = ?2",
    "DELETE FROM claim_actors WHERE actor = ?2",
    "UPDATE OR IGNORE commitment_to SET actor = ?1 WHERE actor = ?2",
    "DELETE FROM commitment_to WHERE actor = ?2",
    "UPDATE OR IGNORE mentions SET actor = ?1 WHERE actor = ?2",
    "DELETE FROM mentions WHERE actor = ?2",
    "UPDATE OR IGNORE actor_names SET actor = ?1 WHERE actor = ?2",
    "DELETE FROM actor_names WHERE actor = ?2", "UPDATE actors SET merged_into = ?1 WHERE id = ?2",
    "UPDATE actors SET reports = (SELECT count(*) FROM mentions WHERE actor = actors.id) WHERE id "
    "IN (?1, ?2)"};

}  // namespace

const Amendment* Correctable::of(Column column) const {
  const auto found = std::find_if(amendments.begin(), amendments.end(),
                                  [&](const Amendment& one) { return one.column == column; });
  return found == amendments.end() ? nullptr : &*found;
}

const Correctable* correctable(char letter) {
  const auto* found = std::find_if(std::begin(kAll), std::end(kAll),
                                   [&](const Correctable& one) { return one.letter == letter; });
  return found == std::end(kAll) ? nullptr : found;
}

std::span<const Sql> merging() {
  return kMerging;
}

}  // namespace casus
