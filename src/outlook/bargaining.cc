// SPDX-License-Identifier: Apache-2.0
#include "outlook/bargaining.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "core/text.h"
#include "outlook/challenges.h"

namespace casus::outlook {

namespace {

constexpr int kMostRounds = 50;
constexpr double kStill = 0.02;  // of the first round's moves: less than this ends the bargaining
constexpr double kTiny = 1e-10;  // keeps a contest nobody cares about at one half

double weight_of(const Bargainer& one, std::size_t dimension) {
  return one.influence * one.salience[dimension];
}

std::vector<double> mean_of(const std::vector<Bargainer>& all) {
  std::vector<double> out;
  for (std::size_t d = 0; d < all.front().position.size(); ++d) {
    double sum = 0, total = kTiny;
    for (const Bargainer& one : all)
      sum += weight_of(one, d) * one.position[d], total += weight_of(one, d);
    out.push_back(sum / total);
  }
  return out;
}

std::vector<double> median_of(const std::vector<Bargainer>& all) {
  std::vector<double> out;
  for (std::size_t d = 0; d < all.front().position.size(); ++d) {
    std::vector<std::pair<double, double>> order;
    double total = 0;
    for (const Bargainer& one : all) {
      order.emplace_back(one.position[d], weight_of(one, d));
      total += weight_of(one, d);
    }
    std::sort(order.begin(), order.end());
    // Between two halves of one weight, the middle: the same from either end.
    double below = 0, low = order.front().first, high = order.back().first;
    for (const auto& [position, weight] : order) {
      if (below <= total / 2 - kTiny) low = position;
      below += weight;
      if (below >= total / 2 + kTiny) {
        high = position;
        break;
      }
    }
    out.push_back((low + high) / 2);
  }
  return out;
}

/// Nash's product on one dimension: concave in x, so that thirds close in on its top.
double nash_of(const std::vector<Bargainer>& all, std::size_t d) {
  const auto product = [&](double x) {
    double sum = 0;
    for (const Bargainer& one : all) {
      const double off = x - one.position[d];
      sum += weight_of(one, d) * std::log(std::max(1 - off * off, kTiny));
    }
    return sum;
  };
  double low = 0, high = 1;
  for (int step = 0; step < 100; ++step) {
    const double third = (high - low) / 3;
    const bool rises = product(low + third) < product(high - third);
    (rises ? low : high) += rises ? third : -third;
  }
  return (low + high) / 2;
}

bool in_unit(const std::vector<double>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](double x) { return x >= 0 && x <= 1; });
}

}  // namespace

double victory(const std::vector<Bargainer>& all, const Matrix& worth, std::size_t a,
               std::size_t b) {
  double with = kTiny, against = kTiny;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const double gain = all[k].influence * (worth[k][a] - worth[k][b]);
    (gain > 0 ? with : against) += std::abs(gain);
  }
  return with / (with + against);
}

double value_of(const Bargainer& one, const std::vector<double>& place) {
  double sum = 0, total = kTiny * kTiny;
  for (std::size_t d = 0; d < place.size(); ++d) {
    sum += std::pow(one.salience[d] * (one.position[d] - place[d]), 2);
    total += one.salience[d] * one.salience[d];
  }
  return 1 - std::sqrt(sum / total);
}

Matrix values_of(const std::vector<Bargainer>& all) {
  Matrix out(all.size(), std::vector<double>(all.size()));
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < all.size(); ++j) out[i][j] = value_of(all[i], all[j].position);
  return out;
}

std::vector<double> risk_attitudes(const std::vector<Bargainer>& all) {
  const Matrix values = values_of(all);
  std::vector<double> chances;
  for (std::size_t i = 0; i < all.size(); ++i) {
    double chance = 1;
    for (std::size_t j = 0; j < all.size(); ++j) chance *= victory(all, values, i, j);
    chances.push_back(chance);
  }
  const auto [least, most] = std::minmax_element(chances.begin(), chances.end());
  const double low = *least, range = *most - *least;
  for (double& chance : chances) chance = range > 0 ? -0.5 + 1.5 * (chance - low) / range : 0;
  return chances;
}

Matrix utilities_of(const Matrix& values, const std::vector<double>& risks) {
  Matrix out = values;
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (double& value : out[i]) value *= 1 + (1 - value) * risks[i];
  }
  return out;
}

Result<Settlement> settle(const std::vector<Bargainer>& all) {
  const std::size_t dimensions = all.empty() ? 0 : all.front().position.size();
  for (const Bargainer& one : all) {
    if (one.position.size() != dimensions || one.salience.size() != dimensions ||
        !(one.influence >= 0) || !in_unit(one.position) || !in_unit(one.salience))
      return Error{Errc::InvalidInput, "C0416 the numbers of " + one.name + " are out of range"};
  }
  if (dimensions == 0) return Error{Errc::InvalidInput, "C0416 nobody bargains"};
  Settlement out{.compromise = mean_of(all), .median = median_of(all)};
  for (std::size_t d = 0; d < dimensions; ++d) out.nash.push_back(nash_of(all, d));
  if (all.size() > kMostChallengers) return out;
  std::vector<Bargainer> moving = all;
  for (double first = 0, moved = 1; moved > 0 && moved >= kStill * first;) {
    if (out.rounds == kMostRounds) break;
    moved = bargain_once(moving);
    if (++out.rounds == 1) first = moved;
  }
  out.challenge = median_of(moving);
  return out;
}

Result<std::vector<Bargainer>> read_bargainers(std::string_view text) {
  std::vector<Bargainer> out;
  std::size_t number = 0;
  for (const Span span : lines_of(text)) {
    ++number;
    const std::string_view line = trim(cut(text, span));
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split(line, ';');
    std::vector<double> numbers;
    for (std::size_t at = 1; at < fields.size(); ++at) {
      double value = 0;
      const char* end = fields[at].data() + fields[at].size();
      const auto read = std::from_chars(fields[at].data(), end, value);
      if (read.ec == std::errc() && read.ptr == end && value >= 0 && (at == 1 || value <= 100))
        numbers.push_back(value);
    }
    if (fields.size() < 4 || fields.size() % 2 != 0 || numbers.size() + 1 != fields.size())
      return Error{Errc::InvalidInput,
                   fmt::format("C0416 line {} is no name;influence;position;salience", number)};
    Bargainer one{.name = std::string(fields[0]), .influence = numbers[0]};
    for (std::size_t at = 1; at < numbers.size(); at += 2) {
      one.position.push_back(numbers[at] / 100);
      one.salience.push_back(numbers[at + 1] / 100);
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace casus::outlook
