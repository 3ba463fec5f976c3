// SPDX-License-Identifier: Apache-2.0
#include "follow/hosts.h"

#include <algorithm>
#include <utility>

namespace casus {

bool Hosts::add(Visit visit) {
  visit.host = visit.at.origin;
  Host& host = hosts_[visit.host];
  if (visit.what == VisitFor::Article && ++host.articles > most_) return false;
  host.visits.push_back(std::move(visit));
  return true;
}

void Hosts::add_first(Visit visit) {
  visit.host = visit.at.origin;
  hosts_[visit.host].visits.push_front(std::move(visit));
}

std::optional<Visit> Hosts::next(Clock::time_point now) {
  for (auto& [origin, host] : hosts_) {
    if (host.busy || host.visits.empty() || host.turn > now) continue;
    host.busy = true;
    if (!host.robots) {
      Visit first{.what = VisitFor::Robots, .host = origin};
      first.at = *address_of(origin + "/robots.txt");
      return first;
    }
    Visit out = std::move(host.visits.front());
    host.visits.pop_front();
    return out;
  }
  return std::nullopt;
}

void Hosts::finished(const std::string& origin, Clock::time_point now) {
  Host& host = hosts_[origin];
  host.busy = false;
  host.turn = now + std::max(pause_, host.robots ? host.robots->pause() : pause_);
}

void Hosts::set_robots(const std::string& host, Robots robots) {
  hosts_[host].robots = std::move(robots);
}

bool Hosts::allows(const Visit& visit) const {
  const auto at = hosts_.find(visit.host);
  return at == hosts_.end() || !at->second.robots || at->second.robots->allows(visit.at.path);
}

std::vector<Visit> Hosts::drain(const std::string& origin) {
  Host& host = hosts_[origin];
  std::vector<Visit> out(std::make_move_iterator(host.visits.begin()),
                         std::make_move_iterator(host.visits.end()));
  host.visits.clear();
  return out;
}

bool Hosts::is_lost(const std::string& host, bool answered) {
  int& unanswered = hosts_[host].unanswered;
  unanswered = answered ? 0 : unanswered + 1;
  return unanswered >= 3;
}

bool Hosts::is_empty() const {
  return std::all_of(hosts_.begin(), hosts_.end(),
                     [](const auto& one) { return one.second.visits.empty(); });
}

Hosts::Clock::time_point Hosts::next_turn() const {
  auto out = Clock::time_point::max();
  for (const auto& [origin, host] : hosts_) {
    if (!host.busy && !host.visits.empty()) out = std::min(out, host.turn);
  }
  return out;
}

}  // namespace casus
