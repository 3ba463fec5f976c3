// SPDX-License-Identifier: Apache-2.0
// Made by eval/backtest.py --write (eval/votes/silent.py): what a silent member's stance has to do
// with those who spoke. A row a feature, a column each against, none, for.
#pragma once

namespace casus::outlook {

inline constexpr double kSilentWeights[19][3] = {
    {0.0425, -0.0851, 0.0425},  {-0.1055, -0.0850, 0.1905}, {0.1206, -0.2413, 0.1206},
    {0.1905, -0.0850, -0.1055}, {0.1263, 0.1206, -0.2469},  {-0.0447, 0.0895, -0.0447},
    {-0.2469, 0.1206, 0.1263},  {0.5623, -0.3062, -0.2561}, {-0.2300, 0.4601, -0.2300},
    {-0.2561, -0.3062, 0.5623}, {-1.3091, 0.7633, 0.5457},  {0.1431, -0.2862, 0.1431},
    {0.5457, 0.7633, -1.3091},  {0.8114, -0.1985, -0.6129}, {0.0563, -0.1126, 0.0563},
    {-0.6129, -0.1985, 0.8114}, {-0.6182, -0.0312, 0.6495}, {0.0721, -0.1443, 0.0721},
    {0.6495, -0.0312, -0.6182}};

}  // namespace casus::outlook
