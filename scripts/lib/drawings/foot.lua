-- The side view of a left foot, toes left, 260 mm long: life-size millimetres, x from the tip of the
-- toes, y up from the ground. Drawn for this project; schematic, not for measuring.
--
-- foot.PART is an outline as spline.path reads it; the parts named in `near_heel` end at a cut through
-- the middle of the foot. foot.raise(tangent) moves all of it as a lift under the heel does.

local foot = {}

foot.LENGTH = 260
foot.TOP = 138 -- where the leg is cut

foot.skin = [[ 166,138,-88 161,116 146,93 120,74 92,56 64,40 44,30 31,25.6 20,25 8,20.5 0.5,11.5 5,3 18,0
  33,3.2 42,4.6 52,2.2 68,0 86,1.2 112,8 142,12.5 170,10 194,3 212,0,0 236,0,0 252,4.5 261.5,16 263.5,32
  260,52 253,74 248.5,97 247.8,120 249.2,138 ]]
foot.toenail = "2.4,15.2,c 9,16.6 16,17.4,c 18.4,20.5 18.2,24.7,c"
foot.toe_crease = "42,7,c 45,11 46,16,c"

foot.near_heel = {
  instep = "166,138,-88 161,116 146,93 120,74 98.3,60.3",
  underside = [[ 101.9,4.6 112,8 142,12.5 170,10 194,3 212,0,0 236,0,0 252,4.5 261.5,16 263.5,32 260,52
    253,74 248.5,97 247.8,120 249.2,138 ]],
  fascia = [[ 226,24.6,c 212,24 196,23.6 172,22.4 146,20.8 118,16.4 101.2,12.4,l 101.9,7.4,c 118,11.2
    146,15.6 172,17 196,17.6 212,17.4 226,18,c ]],
  fascia_fibre = "222,21.2 196,20.6 172,19.7 146,18.2 118,13.8 101.6,9.9",
  midfoot = [[ 98.8,42,c 108,46 113,50 117,58 117.5,65 111,66 98.3,57,c ]],
}

foot.heel_bone = [[ 251,39 251.5,50 248,60 240,66 231,65 223,63.5 215.5,67 208,71 200,68 194,61.5 187,59.5
  179,61.5 172,59 168,51 168.5,41 172,34.5 182,33.5 197,29.5 210,24 220,18.6 229,17.4 240,20.5 248,28.5 ]]
foot.ankle_bone = [[ 171,90 181,95.5 193,97 205,93.5 213,86 221,78.5 219.5,72 212,74 206,75.5 198.5,72.5
  190.5,65 180,66.2 170,65.5 160,62.5 151,64 147,71 149.5,79 157,82 165,83.5 ]]
foot.shin_bone = [[ 177.3,138,-91 176,126 170.5,108 168,98.5 170.5,95 180,99.8 193,101.5 205.5,98 212.5,92.5
  216.3,96 215,110 211,130 210.4,138 ]]
foot.cuboid = [[ 164.5,56 165,45 166.5,36 158,33.5 146,30.5 133,30.5 128,37 130,47 136,53.5 150,58 ]]
foot.navicular = [[ 146,80.5 145.5,72 147.5,63.5 143,58.5 136.5,58 134,64 134.5,74 139,81 ]]
foot.cuneiform = [[ 131.5,75 131,64 132,55.5 127,48.5 119.5,47 116.8,55 117.5,65 124,72 ]]

-- Front edge down to the back of the heel bone, then the back edge up.
foot.tendon = [[ 237.5,138,c 237.1,122 239.5,98 244,77 249.5,61 252,50 251.7,39,c 257,46 257.2,56
  251.6,77 246.2,98 244.5,122 245.2,138,c ]]
foot.tendon_fibres = { "240.1,138 239.6,122 241.7,98 246.4,77 251.8,60",
  "242.7,138 242.1,122 243.9,98 249,77 254.4,58" }

-- The soft pad fills what lies between the heel bone and the skin.
foot.fat_pad = [[ 186,8.6 196,15.6 206,16 215,15.4 223,15 232,14.8 242,17.6 250.5,26.5 254.6,37 257.2,44
  260.8,41 262,31 259.8,18.5 251,7 236,1.6 212,1.6 197,4.6 ]]

local BALL_X, BALL_Y = 76, 4 -- what a lift turns the foot about
local ANKLE_X, ANKLE_Y = 200, 86
local HEEL_TO_BALL = 0.62 -- of the foot's length: the clinic's model

local function turned(x, y, about_x, about_y, angle)
  local dx, dy, cos, sin = x - about_x, y - about_y, math.cos(angle), math.sin(angle)
  return about_x + dx * cos - dy * sin, about_y + dx * sin + dy * cos
end

local function smooth_step(t)
  t = math.max(0, math.min(1, t))
  return t * t * (3 - 2 * t)
end

-- How steeply a lift tips the foot: its tangent. 6 mm under a foot of 260 mm is about 2 degrees.
function foot.lift_tangent(height_mm, foot_length_mm)
  return height_mm / (HEEL_TO_BALL * (foot_length_mm or foot.LENGTH))
end

-- How high a lift is drawn: `factor` times life, but never so low that it can't be seen nor so high
-- that the foot tips over. The printed number is always the real one.
function foot.drawn_tangent(height_mm, foot_length_mm, factor, lowest, highest)
  return math.max(lowest, math.min(highest, factor * foot.lift_tangent(height_mm, foot_length_mm)))
end

-- Height of the raised sole over the ground, at x.
function foot.sole_height(tangent, x)
  return (x - BALL_X) * tangent
end

-- The move that a lift makes: the heel turns about the ball, the leg stays upright.
function foot.raise(tangent)
  local angle = math.atan(tangent)
  local ankle_x, ankle_y = turned(ANKLE_X, ANKLE_Y, BALL_X, BALL_Y, angle)
  return function(x, y)
    if x < 130 then
      return turned(x, y, BALL_X, BALL_Y, angle * smooth_step((x - 50) / 60))
    end
    local share = 1 - smooth_step((y - 68) / 74)
    local out_x, out_y = turned(x, y, ANKLE_X, ANKLE_Y, angle * share)
    return out_x + ankle_x - ANKLE_X, out_y + ankle_y - ANKLE_Y
  end
end

return foot
