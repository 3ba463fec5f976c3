// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"
#include "core/word_sets.h"
#include "language/time_rules.h"
#include "language/time_spans.h"

namespace casus {

namespace {

using W = TimeWord;

constexpr std::array<std::string_view, 7> kDecades = {"thirties",  "forties",  "fifties", "sixties",
                                                      "seventies", "eighties", "nineties"};

/// First month of a season of the north, 0 for another word.
unsigned season_named(TimeWord name) {
  if (name == W::Spring) return 3;
  if (name == W::Summer) return 6;
  if (name == W::Autumn || name == W::Fall) return 9;
  return name == W::Winter ? 12 : 0;
}

}  // namespace

/// 2022-11-23
std::optional<TimeRules::Match> TimeRules::iso_rule(std::size_t at) {
  if (!text_.year_at(at) || text_.word(at + 1) != W::Dash || text_.word(at + 3) != W::Dash ||
      !text_.is_number(at + 4, 2))
    return std::nullopt;
  const auto found = parse_iso_day(text_.from(at).substr(0, 10));
  return found ? std::optional(Match{at + 5, day(*found)}) : std::nullopt;
}

/// "November 23", "23 November 2022", "May 3 last year", "from May 3 to June 5, 2016"
std::optional<TimeRules::Match> TimeRules::calendar_rule(std::size_t at) {
  const auto told = text_.month_day_at(at);
  if (!told) return std::nullopt;
  if (told->first == told->last && text_.joins(at, told->next)) {
    if (const auto end = text_.month_day_at(told->next + 1)) {
      const auto year = told_year(end->next);
      const std::size_t next = year ? year->next : end->next;
      const int last_year = year ? year->year : year_for(end->month, end->last, tense_of(at, next));
      const int first_year = end->month < told->month && last_year ? last_year - 1 : last_year;
      return Match{next,
                   {days(first_year, told->month, told->first, told->first).from,
                    days(last_year, end->month, end->last, end->last).to}};
    }
  }
  const auto year = told_year(told->next);
  const int known =
      year ? year->year : year_for(told->month, told->first, tense_of(at, told->next));
  return Match{year ? year->next : told->next, days(known, told->month, told->first, told->last)};
}

/// "September 2022", "in September", "May last year", "from March to May 2016"
std::optional<TimeRules::Match> TimeRules::month_rule(std::size_t at) {
  const unsigned month = text_.month_at(at);
  if (!month) return std::nullopt;
  std::size_t next = at + 1;
  if (text_.word(next) == W::Stop && text_.form(at).size() <= 4) ++next;
  const auto year = told_year(next);
  const std::size_t joint = year ? year->next : at + 1;
  const unsigned last = text_.joins(at, joint) ? text_.month_at(joint + 1) : 0;
  if (last && !text_.day_number_at(joint + 2)) {
    const auto last_told = told_year(joint + 2);
    if (last_told || !year) {
      const std::size_t end = last_told ? last_told->next : joint + 2;
      const int last_year = last_told ? last_told->year : year_for_month(last, tense_of(at, end));
      const int first_year = year ? year->year : last < month ? last_year - 1 : last_year;
      if (!last_year || !first_year) return Match{end, {}};
      return Match{end, {month_of(first_year, month).from, month_of(last_year, last).to}};
    }
  }
  if (year) return Match{year->next, year->year ? month_of(year->year, month) : When{}};
  return bare_month(at, month);
}

/// A month alone. "May", "March" and what may be a name need a word before them that asks for a
/// time.
std::optional<TimeRules::Match> TimeRules::bare_month(std::size_t at, unsigned month) const {
  const bool short_name = text_.form(at).size() < 5;
  if (short_name || month == 3) {
    const TimeWord lead = text_.word_before(at);
    if (!is_one_of(text_.form_before(at), WordSet::MonthLeads) && (lead != W::For || month == 5))
      return std::nullopt;
    const bool doubtful = text_.form(at).size() < 4 && is_one_of(lead, {W::And, W::Of});
    if (doubtful &&
        !is_one_of(text_.word_before(at, 2), {W::End, W::Start, W::Beginning, W::Middle}))
      return std::nullopt;
    if (text_.form(at).size() < 4 && month != 5 && text_.is_capital(at + 1)) return std::nullopt;
  }
  const int year = year_for_month(month, tense_of(at, at + 1));
  return Match{at + 1, year ? month_of(year, month) : When{}};
}

/// "mid-September", "early June 2020", "late last year" is left to the near rule
std::optional<TimeRules::Match> TimeRules::part_of_month_rule(std::size_t at) {
  const TimeWord part = text_.word(at);
  if (part != W::Mid && part != W::Early && part != W::Late) return std::nullopt;
  std::size_t next = at + 1;
  if (text_.word(next) == W::Dash) ++next;
  if (const unsigned month = text_.month_at(next)) {
    const auto told = told_year(next + 1);
    const std::size_t end = told ? told->next : next + 1;
    const int year = told ? told->year : year_for(month, 15, tense_of(at, end));
    if (!year) return Match{end, {}};
    const auto last = static_cast<int>(static_cast<unsigned>(last_of_month(year, month).day()));
    return Match{end, part == W::Mid     ? days(year, month, 11, 20)
                      : part == W::Early ? days(year, month, 1, 10)
                                         : days(year, month, 21, last)};
  }
  if (const int year = text_.year_at(next);
      year && !(text_.word(next + 1) == W::S && text_.is_glued(next + 1))) {
    const int first = part == W::Mid ? 5 : part == W::Early ? 1 : 9;
    return Match{next + 1,
                 {month_of(year, static_cast<unsigned>(first)).from,
                  month_of(year, static_cast<unsigned>(first) + 3).to}};
  }
  return std::nullopt;
}

/// "the first week of June"
std::optional<TimeRules::Match> TimeRules::week_of_month_rule(std::size_t at) {
  std::size_t next = at;
  const int which = text_.ordinal_at(next);
  if (!which || text_.word(next) != W::Week || text_.word(next + 1) != W::Of) return std::nullopt;
  const unsigned month = text_.month_at(next + 2);
  if (!month) return std::nullopt;
  const auto told = told_year(next + 3);
  const std::size_t end = told ? told->next : next + 3;
  const int year = told ? told->year : year_for_month(month, tense_of(at, end));
  if (!year) return Match{end, {}};
  const auto last = static_cast<int>(static_cast<unsigned>(last_of_month(year, month).day()));
  return Match{end, which == 5 ? days(year, month, last - 6, last)
                               : days(year, month, 7 * which - 6, 7 * which)};
}

/// "the third quarter of 2021", "Q3 2021", "the first half of last year"
std::optional<TimeRules::Match> TimeRules::quarter_rule(std::size_t at) {
  std::size_t next = at;
  int which = 0;
  int parts = 4;
  if (text_.word(at) == W::Q && text_.is_glued(at + 1) && text_.is_number(at + 1, 1)) {
    which = std::stoi(std::string(text_.form(at + 1)));
    next = at + 2;
  } else {
    which = text_.ordinal_at(next);
    if (text_.word(next) == W::Dash) ++next;
    if (text_.word(next) != W::Quarter && text_.word(next) != W::Half) return std::nullopt;
    parts = text_.word(next) == W::Half ? 2 : 4;
    ++next;
  }
  if (which == 5) which = parts;
  const auto told = told_year(next);
  if (which < 1 || which > parts || !told) return std::nullopt;
  if (!told->year) return Match{told->next, {}};
  const int months = 12 / parts;
  return Match{told->next,
               {month_of(told->year, static_cast<unsigned>((which - 1) * months + 1)).from,
                month_of(told->year, static_cast<unsigned>(which * months)).to}};
}

/// "the summer of 2014", "last summer". The winter of one year may be either of two: it is left
/// as that year.
std::optional<TimeRules::Match> TimeRules::season_rule(std::size_t at) {
  const TimeWord which = text_.word(at);
  const bool led = which == W::Last || which == W::This || which == W::Next;
  const std::size_t name = led ? at + 1 : at;
  const unsigned month = season_named(text_.word(name));
  if (!month) return std::nullopt;
  const bool named =
      text_.is_capital(name) && text_.word(name + 1) == W::Of;  // "the Arab Spring of 2011"
  if (const auto told = named ? std::nullopt : told_year(name + 1)) {
    if (!told->year) return Match{told->next, {}};
    if (month != 12) return Match{told->next, season_of(told->year, month)};
    const bool pair = is_one_of(text_.word(told->next), {W::Dash, W::Slash}) &&
                      text_.is_number(told->next + 1, 4);
    return pair ? Match{told->next + 2, season_of(told->year, month)}
                : Match{told->next, year_of(told->year)};
  }
  return led && !text_.is_capital(name) ? near_season(at, month) : std::nullopt;
}

/// "last summer": of what begins with the token, the season that began or begins nearest.
std::optional<TimeRules::Match> TimeRules::near_season(std::size_t at, unsigned month) const {
  if (!base_) return Match{at + 2, {}};
  const TimeWord which = text_.word(at);
  const std::string today = iso(*base_);
  int year = static_cast<int>(base_->year());
  if (which == W::This) {
    if (month == 12 && static_cast<unsigned>(base_->month()) < 4) --year;
  } else if (which == W::Last) {
    while (season_of(year, month).to >= today) --year;
  } else if (season_of(year, month).from <= today) {
    ++year;
  }
  return Match{at + 2, season_of(year, month)};
}

/// "the 1990s", "the '90s", "the nineties". "in his nineties" is an age.
std::optional<TimeRules::Match> TimeRules::decade_rule(std::size_t at) {
  const bool tailed = text_.word(at + 1) == W::S && text_.is_glued(at + 1);
  const int year = text_.year_at(at);
  if (year && year % 10 == 0 && tailed) return Match{at + 2, decade_of(year)};
  std::size_t lead = at;
  if (text_.word_before(lead) == W::Apostrophe) --lead;
  if (text_.word_before(lead) == W::Dash) --lead;
  if (!is_one_of(text_.word_before(lead), {W::The, W::Early, W::Mid, W::Late})) return std::nullopt;
  if (tailed && text_.is_number(at, 2)) {
    const int value = std::stoi(std::string(text_.form(at)));
    if (value >= 30 && value % 10 == 0) return Match{at + 2, decade_of(1900 + value)};
  }
  const auto* named = std::find(kDecades.begin(), kDecades.end(), text_.form(at));
  if (named == kDecades.end()) return std::nullopt;
  return Match{at + 1, decade_of(1930 + 10 * static_cast<int>(named - kDecades.begin()))};
}

/// "in 2020", "a 1929 agreement", "2016's coup", "2020-2022", "between 2010 and 2012"
std::optional<TimeRules::Match> TimeRules::year_rule(std::size_t at) {
  if (const auto spelt = text_.spelt_year_at(at)) return spelt_year(at, *spelt);
  const int year = text_.year_at(at);
  if (!year || is_counted(at + 1) || !is_dating(at)) return std::nullopt;
  if (const int last = text_.year_at(at + 2); last > year && text_.joins(at, at + 1))
    return Match{at + 3, {year_of(year).from, year_of(last).to}};
  if ((text_.word(at + 1) == W::Dash || text_.word(at + 1) == W::Slash) &&
      text_.is_number(at + 2, 2) && text_.form(at + 2).size() == 2 && text_.is_glued(at + 2) &&
      text_.word(at + 3) != W::Dash) {
    const int last = year - year % 100 + std::stoi(std::string(text_.form(at + 2)));
    if (last > year) return Match{at + 3, {year_of(year).from, year_of(last).to}};
  }
  if (text_.word(at + 1) == W::Dash && text_.is_glued(at + 2) && !text_.is_number(at + 2, 4))
    return std::nullopt;
  return Match{at + 1, year_of(year)};
}

/// Whether the word counts or measures: "2020 soldiers", "a 1500 metre race".
bool TimeRules::is_counted(std::size_t at) const {
  return TimeText::unit_days(text_.word(at)) || text_.word(at) == W::Percent ||
         is_one_of(text_.form(at), WordSet::Counted);
}

/// Whether the words about a number of four digits make it a year.
bool TimeRules::is_dating(std::size_t at) const {
  if (text_.word(at + 1) == W::Apostrophe && text_.word(at + 2) == W::S) return true;
  if (at == 0 || text_.ends_sentence(at - 1))
    return is_one_of(text_.word(at + 1), {W::Was, W::Saw, W::Is, W::Has});
  const TimeWord before = text_.word_before(at);
  if (before == W::Bracket || is_one_of(text_.form_before(at), WordSet::YearLeads)) return true;
  if (before == W::Least)
    return is_one_of(text_.word(text_.lead_of(at)), {W::Since, W::Until, W::In});
  if (before == W::Comma) return last_end_ + 1 == at && text_.year_at(at - 2);
  if (before == W::As)
    return is_one_of(text_.word_before(at, 2), {W::Early, W::Late, W::Recently, W::Far});
  if (!text_.is_plain_word(at + 1) && !text_.is_capital(at + 1)) return false;
  if (is_one_of(text_.form_before(at), WordSet::Owners) || text_.is_possessive(at - 1))
    return text_.year_at(at) % 100 != 0 || !text_.form(at + 1).ends_with("s");
  // One adjective between: "its landmark 2015 deal". A round hundred may be a count.
  return text_.is_plain_word(at - 1) && !is_one_of(text_.form_before(at), WordSet::CountLeads) &&
         text_.year_at(at) % 100 != 0 &&
         (is_one_of(text_.form_before(at, 2), WordSet::Owners) ||
          (at > 1 && text_.is_possessive(at - 2)));
}

std::optional<TimeRules::Match> TimeRules::spelt_year(std::size_t at,
                                                      const TimeText::YearRead& spelt) const {
  if (!is_one_of(text_.form_before(at), WordSet::YearLeads) || is_counted(spelt.next))
    return std::nullopt;
  const std::string_view after = text_.form(spelt.next);
  if (text_.is_plain_word(spelt.next) && after.size() > 3 && after.ends_with("s"))
    return std::nullopt;
  return Match{spelt.next, year_of(spelt.year)};
}

}  // namespace casus
