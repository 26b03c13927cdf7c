-- Outlines of a left foot to mark: its footprint, and both sides. Life-size millimetres, 260 long; the
-- footprint has y from heel to toes and x to the big toe's side, the sides have x from the tip of the
-- toes and y up. Drawn for this project; schematic, not for measuring.

local footprint = {}

footprint.sole = [[ 0,0 -21,7 -32,28 -33,52 -36,100 -44,148 -52,182 -51,200 -42,213 -27,221 -8,228 12,232 32,232
  46,222 50,202 46,180 34,146 26,110 27,75 32,45 30,22 19,6 ]]
-- Middle, half width, half length and turn in degrees of each toe, from the big one.
footprint.toes = { { 31, 247, 13.5, 16.5, -6 }, { 6, 248, 8.8, 12.5, -2 }, { -13, 242, 8.2, 11.8, 4 },
  { -29.5, 232, 7.8, 10.8, 10 }, { -43.5, 218.5, 7.6, 9.8, 18 } }
footprint.LEFT, footprint.RIGHT, footprint.BOTTOM, footprint.TOP = -54, 52, -2, 266

footprint.inner = [[ 166,128,-88 161,114 146,93 120,74 92,56 64,40 44,30 31,25.6 20,25 8,20.5 0.5,11.5 5,3 18,0
  33,3.2 42,4.6 52,2.2 68,0 86,1.4 112,10.5 142,17 168,14.5 192,4 212,0,0 236,0,0 252,4.5 261.5,16 263.5,32
  260,52 253,74 248.5,97 248,112 249.5,128,88 ]]
footprint.inner_lines = { "189,98 190,84 200,78 209,85 208,97", "2.4,15.2,c 9,16.6 16,17.4,c 18.4,20.5 18.2,24.7,c",
  "42,7,c 45,11 46,16,c" }
footprint.outer = [[ 166,128,-88 161,114 146,93 120,74 92,55 66,40 44,27 28,21 14,18 5,12 6,3 18,0 34,1.5 50,0.6 72,0
  104,2.2 140,4.6 172,3.6 196,.8 214,0,0 236,0,0 252,4.5 261.5,16 263.5,32 260,52 253,74 248.5,97 248,112
  249.5,128,88 ]]
footprint.outer_lines = { "197,88 198,73 208,66.5 217,74 216,88", "20,2 19.5,9.5 24,15", "33,2.5 33,10.8 38,17",
  "46,2.2 46.5,11 52,18" }
footprint.SIDE_WIDE, footprint.SIDE_HIGH = 264, 128

return footprint
