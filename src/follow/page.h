// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casus/ingest.h"
#include "follow/address.h"
#include "follow/fetcher.h"
#include "follow/memory.h"
#include "ingest/feed.h"

namespace casus {

/// A fetched feed, news sitemap or index of sitemaps, also in gzip, with its links made absolute.
/// Errors: those of read_feed.
Result<Feed> fetched_feed(const FetchAnswer& answer, const std::string& url, std::size_t limit);

/// A fetched page as a report. Its own day counts before that of the feed (`day`), its canonical
/// address before the one it was fetched from where both are of one host. Errors: InvalidInput
/// (no page of text), LimitExceeded (over 512 KiB of text), those of read_document.
Result<Report> fetched_page(const FetchAnswer& answer, const Address& at, const std::string& day,
                            const IngestOptions& options);

/// What changes when a feed's words on an item do.
std::string mark_of(const FeedItem& item);

}  // namespace casus
