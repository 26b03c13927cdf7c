-- The back half of a running shoe around lib.drawings.foot, and the inserts that lie in it: the same
-- millimetres. The parts end at a cut through the middle of the foot.

local foot = require "lib.drawings.foot"

local shoe = {}

shoe.sole = [[ 99.4,-22 122,-24.4 150,-25.5 224,-30,l 250,-30,c 263,-26 273,-17 277,-7 275.5,2 272.5,6,c
  268,1 260,-.6,l 101.3,-.6 ]]
shoe.outsole = "99.9,-16.4 122,-18.6 150,-20 224,-24 250,-24 268.5,-21.5"
shoe.cut = "99.5,73 98,58 98.4,40 101,20 102,3 100.6,-12 99.3,-22"
shoe.upper = "99.5,73 118,85 137,98,c"
shoe.tongue = "137,98,c 143,108 149,116 154.5,115 156,110,c"
shoe.laces = { "110,79.8 118,69.5", "122.5,88.5 130.5,78" }
-- The padded part behind the heel: outside up, inside down.
shoe.counter = [[ 272.5,6,c 273.7,17 272.2,34 267.2,58 262.8,78 261,92 257,97.5 253.4,93 254.6,84 258,68
  263.6,50 266.4,32 265.2,14 262,1.5,c ]]

-- The lift's top follows the raised sole.
function shoe.lift(tangent)
  local function sole(x) return foot.sole_height(tangent, x) end
  return ("260.5,-.6,l 260.5,%f,c 251,%f 238,%f 212,%f 194,%f 170,%f 148,%f 134,.8,l 134,-.6,l"):format(
    sole(260) + 3.5, sole(250) + 1.2, sole(238) - 0.1, sole(212) - 0.1, sole(194) - 1,
    sole(168) * 0.7, sole(148) * 0.4)
end

function shoe.pad(tangent)
  local function sole(x) return foot.sole_height(tangent, x) end
  return ("258,-.6 262.4,3 260,%f 249,%f 236,%f 212,%f 196,%f 182,%f 174,%f 170,2 174,-.6,l"):format(
    sole(258) + 2.2, sole(248) + 0.7, sole(236) - 0.2, sole(212) - 0.1, sole(196) + 0.5,
    sole(182) + 1, sole(174) - 0.4)
end

-- The cup's floor and its rim behind the heel; the side that rises around the heel is `cup_side`.
function shoe.cup(tangent)
  local function sole(x) return foot.sole_height(tangent, x) end
  return ([[ 252,-.6 264.5,4.6 270.4,17 270.6,34 268,40.6 265,36.5 264.4,29 261.8,%f 252.5,%f 238,%f 212,%f
    196,%f 178,%f 160,3.6 150,1.2,l 150,-.6,l ]]):format(18 + sole(245) * 0.6, 6 + sole(245) * 0.8,
    sole(238) - 0.1, sole(212) - 0.1, sole(196) + 0.6, sole(178) + 0.6)
end
shoe.cup_side = "265,38.6 248,32 226,25.5 200,18 176,10 160,3.6"

-- A layer under the whole foot, as thick as `height`.
function shoe.insole(height)
  return ("260,-.6,l 263.5,%f,c 250,%f 236,%f,l 212,%f 194,%f 170,%f 142,%f 118,%f 101.9,%f,l 101.3,-.6,l")
    :format(height + 9, height + 1.6, height - 0.2, height - 0.2, height + 2, height + 6,
      height + 7.4, height + 4.4, height + 0.6)
end

return shoe
