// SPDX-License-Identifier: Apache-2.0
// A power cut: what was written and not synced is gone, or some of it. Nothing acknowledged may be.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "assess/keeper.h"
#include "store/store_testing.h"
#include "store/upkeep.h"

namespace casus {
namespace {

namespace fs = std::filesystem;

/// What a write overwrote, for as long as it is not synced.
struct Unsynced {
  sqlite3_int64 at = 0;
  std::size_t count = 0;
  std::string before;             // shorter where the file ended
  sqlite3_int64 size_before = 0;  // of the file
};

/// The writes to each file since it was last synced, in their order.
std::map<std::string, std::vector<Unsynced>>& unsynced() {
  static std::map<std::string, std::vector<Unsynced>> writes;
  return writes;
}

/// Called before each write: a power cut may come at any.
std::function<void()>& before_write() {
  static std::function<void()> hook;
  return hook;
}

/// A file of the disk, behind the file of SQLite's own.
struct DiskFile {
  sqlite3_file base{};
  std::string* name = nullptr;
  sqlite3_file* real = nullptr;
};

DiskFile& disk(sqlite3_file* file) {
  return *reinterpret_cast<DiskFile*>(file);
}

sqlite3_vfs* real_vfs() {
  static sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
  return real;
}

int write_noted(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  DiskFile& own = disk(file);
  if (before_write()) before_write()();
  if (own.name != nullptr && !own.name->empty()) {
    Unsynced note{at, static_cast<std::size_t>(count),
                  std::string(static_cast<std::size_t>(count), '\0'), 0};
    own.real->pMethods->xFileSize(own.real, &note.size_before);
    const auto there = std::clamp<sqlite3_int64>(note.size_before - at, 0, count);
    if (there > 0)
      own.real->pMethods->xRead(own.real, note.before.data(), static_cast<int>(there), at);
    note.before.resize(static_cast<std::size_t>(there));
    unsynced()[*own.name].push_back(std::move(note));
  }
  return own.real->pMethods->xWrite(own.real, bytes, count, at);
}

int sync_noted(sqlite3_file* file, int flags) {
  DiskFile& own = disk(file);
  if (own.name != nullptr) unsynced().erase(*own.name);
  return own.real->pMethods->xSync(own.real, flags);
}

int close_noted(sqlite3_file* file) {
  DiskFile& own = disk(file);
  const int code = own.real->pMethods->xClose(own.real);
  sqlite3_free(own.real);
  delete own.name;
  return code;
}

template <auto Method, typename... Arguments>
int pass_on(sqlite3_file* file, Arguments... arguments) {
  sqlite3_file* real = disk(file).real;
  return (real->pMethods->*Method)(real, arguments...);
}

void pass_barrier(sqlite3_file* file) {
  disk(file).real->pMethods->xShmBarrier(disk(file).real);
}

const sqlite3_io_methods kMethods = {
    .iVersion = 2,  // no memory maps: these are written past xWrite
    .xClose = close_noted,
    .xRead = pass_on<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>,
    .xWrite = write_noted,
    .xTruncate = pass_on<&sqlite3_io_methods::xTruncate, sqlite3_int64>,
    .xSync = sync_noted,
    .xFileSize = pass_on<&sqlite3_io_methods::xFileSize, sqlite3_int64*>,
    .xLock = pass_on<&sqlite3_io_methods::xLock, int>,
    .xUnlock = pass_on<&sqlite3_io_methods::xUnlock, int>,
    .xCheckReservedLock = pass_on<&sqlite3_io_methods::xCheckReservedLock, int*>,
    .xFileControl = pass_on<&sqlite3_io_methods::xFileControl, int, void*>,
    .xSectorSize = pass_on<&sqlite3_io_methods::xSectorSize>,
    .xDeviceCharacteristics = pass_on<&sqlite3_io_methods::xDeviceCharacteristics>,
    .xShmMap = pass_on<&sqlite3_io_methods::xShmMap, int, int, int, void volatile**>,
    .xShmLock = pass_on<&sqlite3_io_methods::xShmLock, int, int, int>,
    .xShmBarrier = pass_barrier,
    .xShmUnmap = pass_on<&sqlite3_io_methods::xShmUnmap, int>,
    .xFetch = nullptr,
    .xUnfetch = nullptr};

int open_noted(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* given) {
  DiskFile& own = disk(file);
  own.base.pMethods = nullptr;
  own.real = static_cast<sqlite3_file*>(sqlite3_malloc(real_vfs()->szOsFile));
  std::memset(own.real, 0, static_cast<std::size_t>(real_vfs()->szOsFile));
  const int code = real_vfs()->xOpen(real_vfs(), name, own.real, flags, given);
  if (code != SQLITE_OK) {
    sqlite3_free(own.real);
    return code;
  }
  own.name = new std::string(name == nullptr ? "" : name);
  own.base.pMethods = &kMethods;
  return SQLITE_OK;
}

/// The default disk for as long as it stands.
class Disk {
 public:
  Disk() : vfs_(*real_vfs()) {
    vfs_.zName = "disk that loses power";
    vfs_.szOsFile = sizeof(DiskFile);
    vfs_.xOpen = open_noted;
    unsynced().clear();
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~Disk() {
    before_write() = nullptr;
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_vfs(), 1);
  }

 private:
  sqlite3_vfs vfs_;
};

/// What the disk holds of a file after the cut: each write that was not synced is there by lot.
void copy_after_cut(const std::string& from, const std::string& to, std::mt19937& lot) {
  std::ifstream in(from, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const auto writes = unsynced().find(from);
  if (writes != unsynced().end()) {
    const bool all = lot() % 2 == 0;  // of every second cut nothing unsynced is left
    for (auto write = writes->second.rbegin(); write != writes->second.rend(); ++write) {
      if (!all && lot() % 2 == 0) continue;
      const auto at = static_cast<std::size_t>(write->at);
      if (bytes.size() < at + write->count) bytes.resize(at + write->count);
      std::fill_n(bytes.begin() + write->at, write->count, '\0');
      std::copy(write->before.begin(), write->before.end(), bytes.begin() + write->at);
      if (all) bytes.resize(static_cast<std::size_t>(write->size_before));
    }
  }
  std::ofstream(to, std::ios::binary) << bytes;
}

Record report_of(int number) {
  WrittenReport report("2024-03-0" + std::to_string(1 + number % 9),
                       "Report " + std::to_string(number) + ". Velmar said that road " +
                           std::to_string(7 * number) + " was closed to Sorania. " +
                           std::string(3000, static_cast<char>('a' + number % 26)));
  const auto who = report.actor("Velmar", "state", "VEL");
  report.record().statements.push_back({.id = "s1",
                                        .speaker = who,
                                        .content = {report.at("road")},
                                        .act = SpeechAct::State,
                                        .confidence = 0.9});
  return report.record();
}

TEST(PowerCut, LosesNothingAcknowledged) {
  const std::string folder = ::testing::TempDir() + "casus-cut-" + std::to_string(::getpid());
  fs::remove_all(folder);
  fs::create_directories(folder);
  const std::string path = folder + "/record.db", copy = folder + "/copy.db";
  const Disk losing;
  std::mt19937 lot(11);
  std::set<std::string> acknowledged, removed;
  int cuts = 0, writes = 0;
  // After the cut: the record as the disk has it, opened as any other.
  const auto cut = [&] {
    const auto hook = std::exchange(before_write(), nullptr);
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(copy + end);
    copy_after_cut(path, copy, lot);
    if (fs::exists(path + "-wal")) copy_after_cut(path + "-wal", copy + "-wal", lot);
    ++cuts;
    {
      auto left = Store::open(copy, Database::Mode::ReadWrite);
      ASSERT_TRUE(left) << left.error().message;
      std::set<std::string> kept;
      Query rows = left->database().query("SELECT uid FROM reports");
      while (rows.next()) kept.insert(rows.text(0));
      EXPECT_TRUE(std::includes(kept.begin(), kept.end(), acknowledged.begin(), acknowledged.end()))
          << "of " << acknowledged.size() << " acknowledged " << kept.size() << " are left";
      for (const std::string& uid : removed)
        EXPECT_EQ(kept.count(uid), 0U) << "what was taken out is back";
      const auto sound = check_record(*left);
      ASSERT_TRUE(sound) << sound.error().message;
      EXPECT_TRUE(sound->problems.empty()) << "a report is in half";
    }
    before_write() = hook;
  };
  {
    auto store = Store::open(path, Database::Mode::ReadWrite);
    ASSERT_TRUE(store) << store.error().message;
    store->database().run("PRAGMA wal_autocheckpoint = 60");  // so that cuts come in these too
    before_write() = [&] {
      if (++writes % 97 == 0) cut();
    };
    for (int number = 0; number < 60 && !::testing::Test::HasFailure(); ++number) {
      const Record record = report_of(number);
      ASSERT_TRUE(Keeper(*store).keep({record}));
      const std::string uid = Store::uid_of(record.report);
      acknowledged.insert(uid);
      if (number % 6 == 3) {  // and out again
        acknowledged.erase(uid);
        ASSERT_TRUE(Keeper(*store).remove({number + 1}));
        removed.insert(uid);
      }
      if (number % 5 == 0) cut();
    }
    before_write() = nullptr;
  }
  EXPECT_GT(cuts, 20);
  EXPECT_EQ(acknowledged.size(), 50U);
  EXPECT_EQ(removed.size(), 10U);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace casus
