// SPDX-License-Identifier: Apache-2.0
#include "outlook/silent.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "core/text.h"
#include "outlook/silent_weights.h"
#include "outlook/tables.h"

namespace casus::outlook {

namespace {

// As in eval/votes/silent.py.
constexpr double kSteepness[] = {4, 10};
constexpr double kLeast = 0.02, kFade = 4, kFloor = 0.005;
constexpr std::size_t kFeatures = std::size(kSilentWeights);
static_assert(kFeatures == 1 + 2 * 3 * (1 + std::size(kSteepness)));

using Point = std::vector<double>;

const std::map<std::string, Point, std::less<>>& points() {
  static const std::map<std::string, Point, std::less<>> kPoints = [] {
    std::map<std::string, Point, std::less<>> out;
    for (const Span span : lines_of(kAgreementTable)) {
      const std::string_view line = trim(cut(kAgreementTable, span));
      if (line.empty() || line[0] == '#') continue;
      const auto fields = split(line, ';');
      Point& point = out[std::string(fields[0])];
      for (const std::string_view value : split(fields[1], ' '))
        point.push_back(std::atof(std::string(value).c_str()));
    }
    return out;
  }();
  return kPoints;
}

double in_log(double share) {
  return std::log(std::clamp(share, kFloor, 1.0));
}

}  // namespace

double agreement(std::string_view code, std::string_view other) {
  const auto a = points().find(code), b = points().find(other);
  if (a == points().end() || b == points().end()) return 0;
  double sum = 0;
  for (std::size_t axis = 0; axis < std::min(a->second.size(), b->second.size()); ++axis)
    sum += a->second[axis] * b->second[axis];
  return std::clamp(sum, -1.0, 1.0);
}

Chances silent_stance(const std::vector<Told>& told) {
  if (told.empty()) return {1.0 / 3, 1.0 / 3, 1.0 / 3};
  const auto count = static_cast<double>(told.size());
  Chances share{};
  for (std::size_t stance = 0; stance < 3; ++stance) {
    double sum = 1.0 / 3;
    for (const Told& one : told) sum += one.stance[stance];
    share[stance] = sum / (count + 1);
  }
  std::vector<double> own;
  for (const double part : share) own.push_back(in_log(part));
  for (const double steep : kSteepness) {
    double total = kLeast;
    Chances said{kLeast * share[0], kLeast * share[1], kLeast * share[2]};
    for (const Told& one : told) {
      const double weight = std::exp(steep * (std::clamp(one.tie, -1.0, 1.0) - 1));
      total += weight;
      for (std::size_t stance = 0; stance < 3; ++stance)
        said[stance] += weight * one.stance[stance];
    }
    for (const double part : said) own.push_back(in_log(part / total));
  }
  Chances out{};
  double sum = 0;
  for (std::size_t stance = 0; stance < 3; ++stance) {
    double score = kSilentWeights[0][stance];
    for (std::size_t at = 0; at < own.size(); ++at)
      score += own[at] * (kSilentWeights[1 + at][stance] +
                          std::exp(-count / kFade) * kSilentWeights[1 + own.size() + at][stance]);
    sum += out[stance] = std::exp(score);
  }
  for (double& chance : out) chance /= sum;
  return out;
}

}  // namespace casus::outlook
