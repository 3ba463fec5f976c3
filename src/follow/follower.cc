// SPDX-License-Identifier: Apache-2.0
#include "follow/follower.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "assess/keeper.h"
#include "core/calendar.h"
#include "core/text.h"
#include "follow/page.h"

namespace casus {

namespace {

using std::chrono::seconds;

constexpr std::string_view kAgent = "casus";  // as robots.txt names us
constexpr int kMostHops = 5;
constexpr std::size_t kMostItems = 1000;   // of one feed; the first are the newest
constexpr std::size_t kMostSitemaps = 20;  // of one index; those that changed last
constexpr int kNewsDays = 3;               // a news sitemap holds two days; hosts have time zones
constexpr Instant kDay = 86'400, kTried = 7 * kDay;

Instant now_in_seconds() {
  return std::chrono::duration_cast<seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// When to try again after so many failures: a round later, twice as long each time, a day at most.
Instant later(Instant now, std::int64_t failures, seconds every, seconds wait) {
  const Instant most = std::max<Instant>(kDay, every.count());
  const Instant pause =
      std::min<Instant>(every.count() << std::min<std::int64_t>(failures - 1, 20), most);
  // A tenth less, so that a clock that calls us every round finds it due.
  return now + std::max<Instant>(pause - pause / 10, wait.count());
}

/// The first day that is one of these days.
std::string news_begin() {
  return iso(add_days(*parse_iso_day(utc_today()), -kNewsDays));
}

/// A problem with the id of a message.
std::string named(const std::string& problem) {
  const bool has_one = problem.size() > 1 && problem[0] == 'C' && is_digit(problem[1]);
  return has_one ? problem : "C0702 " + problem;
}

}  // namespace

Result<std::vector<std::string>> feeds_listed(std::string_view list) {
  std::vector<std::string> out;
  std::size_t number = 0;
  for (const std::string_view line : split(list, '\n')) {
    ++number;
    const std::string_view text =
        line.starts_with('#') ? std::string_view() : trim(line.substr(0, line.find(" #")));
    if (text.empty()) continue;
    const auto address = address_of(std::string(text));
    if (!address)
      return Error{
          Errc::InvalidInput,
          fmt::format("C0701 line {} is no address of a feed (http:// or https://)", number)};
    if (std::find(out.begin(), out.end(), address->url) == out.end()) out.push_back(address->url);
  }
  if (out.empty()) return Error{Errc::InvalidInput, "C0701 the list names no feed"};
  return out;
}

Follower::Follower(FollowOptions options, FollowMemory& memory, Fetcher& fetcher,
                   const Reader& reader, Store& store, std::function<void(const FollowNews&)> tell)
    : options_(std::move(options)),
      memory_(memory),
      fetcher_(fetcher),
      reader_(reader),
      store_(store),
      tell_(std::move(tell)),
      hosts_(options_.pause, options_.most) {}

RoundCount Follower::round(const std::vector<std::string>& feeds,
                           const volatile std::sig_atomic_t& stop) {
  hosts_ = Hosts(options_.pause, options_.most);
  feeds_.clear();
  queued_.clear();
  count_ = {};
  for (const std::string& url : feeds) add_feed(url, {});
  queue_articles();
  while (stop == 0 && count_.is_whole && (!hosts_.is_empty() || fetcher_.running() > 0)) {
    while (fetcher_.running() < options_.at_once) {
      auto visit = hosts_.next(Hosts::Clock::now());
      if (!visit) break;
      start(std::move(*visit));
    }
    const auto until =
        std::chrono::ceil<std::chrono::milliseconds>(hosts_.next_turn() - Hosts::Clock::now());
    const auto most =
        std::clamp(until, std::chrono::milliseconds(1), std::chrono::milliseconds(200));
    for (const Fetcher::Done& done : fetcher_.wait(most)) {
      Visit visit = std::move(visits_.extract(done.id).mapped());
      take(std::move(visit), done.answer);
    }
    if (auto error = memory_.take_error()) broke(*error);
  }
  fetcher_.cancel();
  visits_.clear();
  count_.waiting = memory_.wanted(now_in_seconds()).size();
  return count_;
}

/// Queues a feed that is due, which `index` names where it is not listed.
void Follower::add_feed(const std::string& url, const std::string& index) {
  const auto at = address_of(url);
  if (!at || !feeds_.insert(url).second) return;
  ++count_.feeds;
  const FeedMemory memory = memory_.feed(url);
  if (memory.due > now_in_seconds())
    ++count_.failing;
  else
    hosts_.add({.what = VisitFor::Feed, .at = *at, .feed = url, .index = index, .memory = memory});
}

void Follower::queue_articles() {
  for (ArticleMemory& article : memory_.wanted(now_in_seconds())) {
    auto at = queued_.insert(article.url).second ? address_of(article.url) : std::nullopt;
    if (at)
      hosts_.add({.what = VisitFor::Article, .at = std::move(*at), .article = std::move(article)});
  }
}

void Follower::start(Visit visit) {
  if (visit.what == VisitFor::Robots) {
    if (const auto kept = memory_.robots(visit.host, now_in_seconds() - kDay)) {
      hosts_.set_robots(visit.host, Robots(*kept, kAgent));
      return hosts_.release(visit.host);
    }
  } else if (!hosts_.allows(visit)) {
    hosts_.release(visit.host);
    return fail(visit, "the robots.txt of " + visit.host + " asks not to fetch it", true);
  }
  FetchRequest request{visit.at.url, {}, {}};
  if (visit.what == VisitFor::Feed)
    request.etag = visit.memory.etag, request.modified = visit.memory.modified;
  if (visit.what == VisitFor::Article)
    request.etag = visit.article.etag, request.modified = visit.article.modified;
  fetcher_.begin(next_id_, request);
  visits_.emplace(next_id_++, std::move(visit));
}

void Follower::take(Visit visit, const FetchAnswer& answer) {
  if (visit.what == VisitFor::Robots) return take_robots(std::move(visit), answer);
  const std::string host = visit.host;
  hosts_.finished(host, Hosts::Clock::now());
  const bool lost = hosts_.is_lost(host, answer.what != Fetched::Unreachable);
  switch (answer.what) {
    case Fetched::Moved:
      return move_on(std::move(visit), answer);
    case Fetched::Whole:
    case Fetched::NotModified:
      return visit.what == VisitFor::Feed ? take_feed(visit, answer) : take_article(visit, answer);
    case Fetched::Refused:
      return fail(visit, answer.problem, true);
    case Fetched::Busy:
    case Fetched::Unreachable:
      fail(visit, answer.problem, false, answer.wait);
      if (lost || answer.status == 429 || answer.status == 503) leave_host(host, answer, true);
  }
}

void Follower::take_robots(Visit visit, const FetchAnswer& answer) {
  auto at = answer.what == Fetched::Moved ? address_of(answer.location) : std::nullopt;
  if (at && ++visit.hops <= kMostHops) {
    visit.at = std::move(*at);
    fetcher_.begin(next_id_, {visit.at.url, {}, {}});
    visits_.emplace(next_id_++, std::move(visit));
    return;
  }
  hosts_.finished(visit.host, Hosts::Clock::now());
  // RFC 9309, section 2.3.1: a host that has none allows all, one that cannot tell nothing.
  const bool none =
      answer.what == Fetched::Moved || (answer.what == Fetched::Refused && answer.status != 0);
  if (!none && answer.what != Fetched::Whole) return leave_host(visit.host, answer, false);
  const std::string text = none ? std::string() : answer.body.substr(0, Robots::kMostBytes);
  memory_.keep_robots(visit.host, text, now_in_seconds());
  hosts_.set_robots(visit.host, Robots(text, kAgent));
}

void Follower::move_on(Visit visit, const FetchAnswer& answer) {
  auto at = address_of(answer.location);
  if (!at) return fail(visit, "is redirected to no address of the web", true);
  if (++visit.hops > kMostHops)
    return fail(visit, fmt::format("is redirected more than {} times", kMostHops), true);
  visit.at = std::move(*at);
  hosts_.add_first(std::move(visit));
}

void Follower::take_feed(const Visit& visit, const FetchAnswer& answer) {
  if (answer.what == Fetched::NotModified) {
    memory_.feed_asked(visit.feed, 0, 0);
  } else {
    auto feed = fetched_feed(answer, visit.at.url, options_.ingest.limit_bytes);
    if (!feed) return feed_failed(visit, feed.error().message, {});
    if (!feed->sitemaps.empty() && !visit.index.empty())
      return feed_failed(visit, "C0110 is an index of sitemaps within " + visit.index, {});
    if (!feed->sitemaps.empty()) take_index(visit, feed->sitemaps);
    const bool is_whole = feed->is_whole;
    const std::size_t count = feed->items.size();
    take_items(visit, answer, std::move(*feed));
    if (!is_whole)
      return feed_failed(
          visit, fmt::format("C0110 the feed is cut short after {} items; they were read", count),
          {});
  }
  if (visit.memory.failures > 0) tell_({FollowNews::What::FeedBack, visit.feed, "answers again"});
}

/// Each sitemap that an index names is a feed of its own; those that did not change of late hold no
/// news.
void Follower::take_index(const Visit& visit, std::vector<ListedSitemap> sitemaps) {
  std::erase_if(sitemaps, [begin = news_begin()](const ListedSitemap& one) {
    return !one.changed.empty() && one.changed < begin;
  });
  std::stable_sort(
      sitemaps.begin(), sitemaps.end(),
      [](const ListedSitemap& a, const ListedSitemap& b) { return a.changed > b.changed; });
  sitemaps.resize(std::min(sitemaps.size(), kMostSitemaps));
  for (const ListedSitemap& one : sitemaps) add_feed(one.url, visit.feed);
}

void Follower::take_items(const Visit& visit, const FetchAnswer& answer, Feed feed) {
  std::vector<ArticleMemory> articles;
  feed.items.resize(std::min(feed.items.size(), kMostItems));
  for (FeedItem& item : feed.items) {
    if (!item.url.empty()) {
      articles.push_back({.url = item.url, .day = item.published, .mark = mark_of(item)});
      continue;
    }
    item.url = visit.feed;
    Arrival own = read_parcel(parcel_of(std::move(item), options_.ingest, 0));
    if (own.report && !keep(std::move(*own.report), visit.feed)) return;
  }
  // A feed that was cut short is asked for whole the next time, and so is an index: what it names
  // is not remembered.
  FeedMemory memory{answer.etag, answer.modified, 0, 0};
  if (!feed.sitemaps.empty()) memory = {};
  if (!feed.is_whole) memory = {.failures = visit.memory.failures};
  memory_.feed_read(visit.feed, memory, articles, now_in_seconds());
  queue_articles();
}

void Follower::take_article(const Visit& visit, const FetchAnswer& answer) {
  ArticleMemory article = visit.article;
  if (answer.what == Fetched::Whole) {
    auto report = fetched_page(answer, visit.at, article.day, options_.ingest);
    if (!report) return fail(visit, report.error().message, true);
    if (!keep(std::move(*report), article.url)) return;
    article.etag = answer.etag;
    article.modified = answer.modified;
  } else {
    ++count_.known;
  }
  const Instant now = now_in_seconds();
  article.checks = article.had == 0 ? 0 : article.checks + 1;
  if (article.had == 0) article.had = now;
  const auto done = static_cast<std::size_t>(article.checks);
  const bool is_news = article.day.empty() || article.day >= news_begin();
  memory_.article_done(article, is_news && done < options_.again.size()
                                    ? article.had + options_.again[done].count()
                                    : 0);
}

void Follower::fail(const Visit& visit, const std::string& problem, bool for_good, seconds wait) {
  if (visit.what == VisitFor::Feed) return feed_failed(visit, problem, wait);
  const Instant now = now_in_seconds();
  ArticleMemory article = visit.article;
  ++article.tries;
  const bool is_kept = article.had != 0;  // the record has it: it was only looked at for changes
  const bool over = for_good || now - article.since > kTried;
  if (over)
    memory_.article_done(article);
  else
    memory_.article_later(article, later(now, article.tries, options_.every, wait));
  if (is_kept ? !for_good : !over && article.tries > 1) return;
  ++count_.failed;
  tell_({FollowNews::What::ArticleFailed, article.url,
         named(problem) + (is_kept ? "; what the record has of it stays"
                           : over  ? ""
                                   : "; it is tried again for a week")});
}

void Follower::feed_failed(const Visit& visit, const std::string& problem, seconds wait) {
  ++count_.failing;
  const std::int64_t failures = visit.memory.failures + 1;
  memory_.feed_asked(visit.feed, failures, later(now_in_seconds(), failures, options_.every, wait));
  if (failures > 1) return;
  tell_({FollowNews::What::FeedFailed, visit.feed,
         named(problem) + "; it is tried again, ever less often"});
}

/// A host that is busy or gone is left alone until the next round; one of its articles tells why,
/// where nothing `told` it yet.
void Follower::leave_host(const std::string& host, const FetchAnswer& answer, bool told) {
  const std::string problem = (told ? "" : "the robots.txt of " + host + " ") + answer.problem;
  const bool for_good = answer.what == Fetched::Refused;
  for (const Visit& visit : hosts_.drain(host)) {
    const bool old = now_in_seconds() - visit.article.since > kTried;
    const bool quiet = told || visit.article.had != 0;
    if (quiet && !for_good && !old && visit.what == VisitFor::Article) continue;
    fail(visit, problem, for_good, answer.wait);
    told = true;
  }
}

bool Follower::keep(Report report, const std::string& url) {
  FollowNews news{FollowNews::What::Kept, url};
  news.kept.added = Added::Known;
  {
    Query known = store_.database().query("SELECT id FROM reports WHERE uid = ?");
    if (known.bind(Store::uid_of(report)).next()) news.kept.report = known.integer(0);
  }
  std::vector<Record> batch(1);
  batch[0].report = std::move(report);
  if (news.kept.report == 0) {
    batch[0] = reader_.read(std::move(batch[0].report));
    const auto kept = Keeper(store_).keep(batch);
    if (!kept) return broke(kept.error()), false;
    news.kept = kept->front();
  }
  if (auto error = store_.database().take_error()) return broke(*error), false;
  ++(news.kept.added == Added::New    ? count_.added
     : news.kept.added == Added::Copy ? count_.copies
                                      : count_.known);
  news.report = &batch[0].report;
  tell_(news);
  return true;
}

void Follower::broke(const Error& error) {
  count_.is_whole = false;
  tell_({FollowNews::What::Broken, {}, error.message});
}

}  // namespace casus
