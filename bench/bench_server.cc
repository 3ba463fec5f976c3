// SPDX-License-Identifier: Apache-2.0
// Many clients at a running `casus serve`, each from an address of its own (127.0.0.0/8) over one
// connection, asking what the page asks. usage: bench_server PORT [CLIENTS] [SECONDS] [PAUSE_MS]
// 200 clients, 60 s, 1000 ms between two questions
#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<const char*, 12> kQuestions = {
    "/",
    "/api/v1/overview",
    "/api/v1/statements?limit=50",
    "/api/v1/statements?by=France&since=2015",
    "/api/v1/statements?text=release%20journalists",
    "/api/v1/statements?about=help%20for%20Armenia",
    "/api/v1/events?between=Chad,Peru",
    "/api/v1/commitments?to=Kenya&status=open",
    "/api/v1/claims?by=Kenya",
    "/api/v1/actors/Kenya",
    "/api/v1/dispute?a=Chad&b=Peru",
    "/api/v1/reports/d77",
};

struct Times {
  std::mutex mutex;
  std::array<std::vector<double>, kQuestions.size()> of;  // milliseconds
  std::size_t errors = 0;
};

void ask_on(int number, int port, Clock::time_point end, std::chrono::milliseconds pause,
            Times& times) {
  std::mt19937 random(static_cast<unsigned>(number));
  httplib::Client client("127.0.0.1", port);
  client.set_interface(fmt::format("127.0.{}.{}", 1 + number / 200, 1 + number % 200));
  client.set_keep_alive(true);
  client.set_read_timeout(30, 0);
  std::this_thread::sleep_for(pause * (random() % 1000) / 1000);
  while (Clock::now() < end) {
    const std::size_t which = random() % kQuestions.size();
    const auto begun = Clock::now();
    const auto answer = client.Get(kQuestions[which]);
    const double took = std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
    {
      const std::lock_guard lock(times.mutex);
      if (answer && answer->status == 200)
        times.of[which].push_back(took);
      else if (++times.errors == 1)
        fmt::print("first error: {} {}\n", kQuestions[which], answer ? answer->status : -1);
    }
    std::this_thread::sleep_for(pause);
  }
}

double at(const std::vector<double>& sorted, double share) {
  return sorted.empty()
             ? 0
             : sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return fmt::print("usage: bench_server PORT [CLIENTS] [SECONDS] [PAUSE_MS]\n"), 2;
  const auto number = [&](int which, int otherwise) {
    return argc > which ? std::stoi(argv[which]) : otherwise;
  };
  const int port = number(1, 0), clients = number(2, 200), seconds = number(3, 60);
  const std::chrono::milliseconds pause(number(4, 1000));
  Times times;
  std::vector<std::thread> threads;
  const auto end = Clock::now() + std::chrono::seconds(seconds);
  for (int i = 0; i < clients; ++i)
    threads.emplace_back([&, i] { ask_on(i, port, end, pause, times); });
  for (std::thread& one : threads) one.join();
  std::vector<double> all;
  for (std::size_t i = 0; i < kQuestions.size(); ++i) {
    std::vector<double>& of = times.of[i];
    std::sort(of.begin(), of.end());
    all.insert(all.end(), of.begin(), of.end());
    fmt::print("  {:<52} {:6} answers, median {:7.1f} ms, p99 {:7.1f} ms\n", kQuestions[i],
               of.size(), at(of, 0.5), at(of, 0.99));
  }
  std::sort(all.begin(), all.end());
  fmt::print(
      "{} clients, {} s, {} ms between questions: {} answers ({:.0f} a second), {} errors, median "
      "{:.1f} ms, p99 {:.1f} ms, worst {:.1f} ms\n",
      clients, seconds, pause.count(), all.size(), static_cast<double>(all.size()) / seconds,
      times.errors, at(all, 0.5), at(all, 0.99), at(all, 1));
  return times.errors == 0 ? 0 : 1;
}
