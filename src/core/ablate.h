#pragma once
#include <cstdlib>
#include <string>
namespace casus {
inline bool off(const char* rule) {
  static const std::string kOff = std::getenv("CASUS_OFF") ? std::string(",") + std::getenv("CASUS_OFF") + "," : "";
  return kOff.find(std::string(",") + rule + ",") != std::string::npos;
}
inline double knob(const char* name, double otherwise) {
  const char* v = std::getenv(name);
  return v ? std::atof(v) : otherwise;
}
}  // namespace casus
