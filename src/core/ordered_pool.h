// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace casus {

/// Works on inputs with several threads and hands results on in the order of the inputs, however
/// long each takes. At most `4 * jobs` inputs are held at once. `submit` and `finish` belong to one
/// thread, which also runs `consume`.
template <typename In, typename Out>
class OrderedPool {
 public:
  OrderedPool(std::size_t jobs, std::function<Out(const In&)> work,
              std::function<void(Out)> consume)
      : work_(std::move(work)), consume_(std::move(consume)), most_(4 * jobs) {
    for (std::size_t i = 0; i < jobs; ++i) threads_.emplace_back([this] { serve(); });
  }
  ~OrderedPool() {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;

  void submit(In in) {
    while (tasks_.size() >= most_) hand_on_front();
    auto task = std::make_shared<Task>(std::move(in));
    tasks_.push_back(task);
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

  void finish() {
    while (!tasks_.empty()) hand_on_front();
  }

 private:
  struct Task {
    explicit Task(In i) : in(std::move(i)) {}
    In in;
    std::optional<Out> out;
  };

  void hand_on_front() {
    Task& front = *tasks_.front();
    {
      std::unique_lock lock(mutex_);
      done_.wait(lock, [&] { return front.out.has_value(); });
    }
    consume_(std::move(*front.out));
    tasks_.pop_front();
  }

  void serve() {
    for (;;) {
      std::shared_ptr<Task> task;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return closing_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        task = std::move(waiting_.front());
        waiting_.pop_front();
      }
      Out out = work_(task->in);
      {
        const std::lock_guard lock(mutex_);
        task->out = std::move(out);
      }
      done_.notify_one();
    }
  }

  std::function<Out(const In&)> work_;
  std::function<void(Out)> consume_;
  std::size_t most_;
  std::deque<std::shared_ptr<Task>> tasks_;
  std::deque<std::shared_ptr<Task>> waiting_;
  std::mutex mutex_;
  std::condition_variable wake_, done_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace casus
