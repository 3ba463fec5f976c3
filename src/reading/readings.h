// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "casus/analyser.h"
#include "casus/analysis.h"
#include "casus/ingest.h"
#include "casus/kinds.h"
#include "casus/report.h"
#include "language/attributor.h"
#include "reading/window.h"
#include "reading/window_reader.h"

namespace casus {

/// A word, and how likely it is the one asked for.
struct LikelyWord {
  std::uint32_t word = 0;
  float likely = 0;
};

/// A word that announces an event; by whom and to whom are words too (heads of what names the
/// parties).
struct FoundEvent {
  std::uint32_t trigger = 0;
  EventType type = EventType::Agree;
  float likely = 0;  // that the word announces an event of this type
  EventStatus status = EventStatus::Occurred;
  std::vector<LikelyWord> source, target;  // most likely first; empty: nobody is named
  float nobody_source = 0, nobody_target = 0;
};

/// What the saying of a cue does.
struct FoundAct {
  std::uint32_t cue = 0;  // first word of the attribution's cue
  SpeechAct act = SpeechAct::State;
  CommitmentKind commitment = CommitmentKind::None;
  float commitment_likely = 0;
  std::vector<LikelyWord> addressees;  // most likely first, though nobody may be likelier
  float nobody = 0;                    // how likely nobody is addressed
};

struct FoundRelation {
  std::uint32_t from = 0, to = 0;
  RelationType type = RelationType::None;
  float likely = 0;
};

/// A tie of a word to somebody who is not named near: "the interior minister" of the state a report
/// is about.
struct FoundUntold {
  std::uint32_t word = 0;
  RelationType type = RelationType::None;
  float likely = 0;
};

struct FoundNumber {
  std::uint32_t word = 0;
  QuantityKind what = QuantityKind::None;
  float likely = 0;
};

/// What is read in a report, by word, all but the times by the network; resolved into actors and
/// written down by the files beside this one.
struct Findings {
  std::vector<FoundEvent> events;
  std::vector<FoundAct> acts;
  std::vector<FoundRelation> relations;
  std::vector<FoundNumber> numbers;
  std::vector<FoundUntold> untold;
  std::vector<Attribution> attributions;
  std::vector<TimeExpression> times;  // by rules (find_times), once for all who ask

  /// What was found of the attribution whose cue begins at `cue`; null where nothing was.
  const FoundAct* act_of(std::uint32_t cue) const;
};

/// The readings of train/readings.py: two readers, one over the encoder's words and one over its
/// pieces, look at every window, and the mean of their answers decides (Lakshminarayanan et al.
/// 2017). Thread-safe: immutable.
class Readings {
 public:
  /// Sections "readings.words.*" and "readings.pieces.*" of a model. Errors: Corrupt.
  static Result<Readings> create(const ModelFile& model);

  /// Reads the words of `window`, as Analyser::Visit hands them on, into `findings`.
  void read(const Report& report, const Analysis& analysis, WordRange window,
            const WindowVectors& vectors, Findings& findings) const;

 private:
  /// A window, and what each reader makes of it.
  struct Seen {
    const ReadingWindow& window;
    std::vector<WindowReader::Look> looks;
  };
  void read_events(Seen& seen, Findings& findings) const;
  void read_acts(Seen& seen, const std::vector<Attribution>& attributions,
                 Findings& findings) const;
  void read_relations(Seen& seen, Findings& findings) const;
  void read_numbers(Seen& seen, Findings& findings) const;
  void read_untold(Seen& seen, Findings& findings) const;
  template <typename Ask>
  std::vector<float> mean(Seen& seen, Ask ask) const;
  std::vector<float> chosen(WindowReader::Choice choice, Seen& seen, std::uint32_t anchor,
                            const std::vector<std::uint32_t>& candidates) const;

  std::vector<WindowReader> readers_;
  Attributor attributor_, encoders_;  // over the first reader's vectors, and over the encoder's
  TreePaths paths_;
};

}  // namespace casus
