// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <malloc.h>

namespace casus {

/// Lets the process keep up to 128 MB of freed memory for its next report, for the C library would
/// hand a reading's few megabytes back to the kernel and fault them in again: a seventh of the time
/// of reading. To be called once, at the start.
inline void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_TRIM_THRESHOLD, 128 << 20);
  mallopt(M_MMAP_THRESHOLD, 64 << 20);
#endif
}

}  // namespace casus
