-- The figures of the handouts: sides, sizes, labels.

local check = require "lib.check"
local foot = require "lib.drawings.foot"
local foot_figure = require "lib.foot_figure"
local heel_figure = require "lib.heel_figure"
local leg_figure = require "lib.leg_figure"
local lift_figure = require "lib.lift_figure"
local pain_line = require "lib.pain_line"
local recorder = require "lib.recorder"
local spline = require "lib.spline"

local FRAMES = { { width = 197, height = 209 }, { width = 197, height = 238 },
  { width = 493, height = 220, label_pt = 18 } }

local TEXTS = {
  tendon = "Achilles tendon", bone = "heel bone", fatpad = "soft pad", fascia = "band under foot",
  insert = "heel lift", height = "6 mm", left = "Left", right = "Right", shorter = "shorter leg",
  lift = "heel lift", hips = "hips level", title = "Left foot", sole = "sole (footprint)",
  inner = "inner side", outer = "outer side",
}

local function drawn(draw, frame, options)
  local canvas = recorder.new()
  options.width, options.height, options.label_pt = frame.width, frame.height, frame.label_pt
  options.texts = options.texts or TEXTS
  draw(canvas, options)
  return canvas
end

local MIRRORED = { left = "right", right = "left", center = "center" }

-- Every stroke and every word of one stands in the mirror of the other.
local function check_mirror_images(a, b, width, what)
  check.equal(#a.paths, #b.paths, what)
  for i, path in ipairs(a.paths) do
    for k, step in ipairs(path.steps) do
      local other = b.paths[i].steps[k]
      check.equal(step[1], other[1], what)
      for n = 2, #step, 2 do
        if math.abs(step[n] + other[n] - width) > 0.011 or step[n + 1] ~= other[n + 1] then
          error(("%s: path %d is no mirror image"):format(what, i))
        end
      end
    end
  end
  check.equal(#a.texts, #b.texts, what)
  for i, text in ipairs(a.texts) do
    local other = b.texts[i]
    check.is_true(math.abs(text.x + other.x - width) < 0.011 and text.y == other.y, what .. text.words)
    check.equal(MIRRORED[text.align], other.align, what)
    check.equal(text.words, other.words, what)
  end
end

local function right_figures_are_mirror_images_of_left_ones()
  for _, frame in ipairs(FRAMES) do
    for _, insert in ipairs { "lift", "cup", "pad", "insole" } do
      local left = drawn(heel_figure.draw, frame, { insert = insert, side = "left", lift_mm = 6 })
      local right = drawn(heel_figure.draw, frame, { insert = insert, side = "right", lift_mm = 6 })
      check_mirror_images(left, right, frame.width, insert)
    end
    check_mirror_images(drawn(lift_figure.draw, frame, { side = "left", lift_mm = 6 }),
      drawn(lift_figure.draw, frame, { side = "right", lift_mm = 6 }), frame.width, "lift height")
    check_mirror_images(drawn(foot_figure.draw_one, frame, { side = "left" }),
      drawn(foot_figure.draw_one, frame, { side = "right" }), frame.width, "outline")
  end
end

-- Toes left: the heel of a left foot, seen from its outer side, is in the right half.
local function the_heel_of_a_left_foot_is_on_the_right()
  for _, frame in ipairs(FRAMES) do
    local canvas = drawn(lift_figure.draw, frame, { side = "left", lift_mm = 6 })
    local ground = canvas.paths[1].steps
    local middle = (ground[1][2] + ground[2][2]) / 2
    local sum, hatches = 0, canvas:hatch_middles()
    for _, hatch in ipairs(hatches) do
      sum = sum + hatch[1]
    end
    check.is_true(sum / #hatches > middle + 10, "the wedge is under the heel")
    check.is_true(canvas:find("6 mm").left > ground[2][2] - 10, "the height stands behind the heel")
  end
end

local function half(x, width)
  return x < width / 2 and "left" or "right"
end

local function the_lift_is_under_the_shorter_leg()
  for _, frame in ipairs(FRAMES) do
    for _, shorter in ipairs { "left", "right" } do
      for _, lift_mm in ipairs { 1, 6, 20 } do
        local canvas = drawn(leg_figure.draw, frame, { shorter = shorter, lift_mm = lift_mm })
        local middles = canvas:hatch_middles()
        check.is_true(#middles >= 3, "a lift is hatched")
        for _, middle in ipairs(middles) do
          check.equal(half(middle[1], frame.width), shorter, "the half that carries the lift")
        end
        for _, words in ipairs { "Left", "Right" } do
          local text = canvas:find(words)
          check.equal(half(text.x, frame.width), words:lower(), "the name of the side")
        end
        local lift = canvas:find("heel lift") or canvas:find("heel")
        check.equal(half(lift.x, frame.width), shorter, "the word for the lift")
        local leg = canvas:find("shorter leg") or canvas:find("shorter")
        check.equal(half(leg.x, frame.width), shorter, "the word for the shorter leg")
      end
    end
  end
  check.raises("must be \"left\" or \"right\"", leg_figure.draw, recorder.new(),
    { width = 197, height = 209, shorter = "both", lift_mm = 6, texts = TEXTS })
end

-- Where the big toe's middle stands among all toes of a footprint: closed rings of four curves.
local function big_toe_side(canvas, from, to)
  local widest, widest_x, sum, count = 0, 0, 0, 0
  for _, path in ipairs(canvas.paths) do
    local steps = path.steps
    if #steps == 6 and steps[2][1] == "C" and steps[6][1] == "Z" then
      local low, high = math.huge, -math.huge
      for i = 1, 5 do
        local x = steps[i][#steps[i] - 1]
        low, high = math.min(low, x), math.max(high, x)
      end
      local middle = (low + high) / 2
      if middle >= from and middle <= to then
        sum, count = sum + middle, count + 1
        if high - low > widest then
          widest, widest_x = high - low, middle
        end
      end
    end
  end
  check.equal(count, 5, "toes")
  return widest_x > sum / count and "right" or "left"
end

-- A footprint, as one looks down on one's own: the big toe is on the inner side.
local function the_big_toe_is_on_the_inner_side()
  for _, frame in ipairs(FRAMES) do
    local left = drawn(foot_figure.draw_one, frame, { side = "left" })
    check.equal(big_toe_side(left, 0, frame.width), "right", "left foot")
    local right = drawn(foot_figure.draw_one, frame, { side = "right" })
    check.equal(big_toe_side(right, 0, frame.width), "left", "right foot")
    local both = drawn(foot_figure.draw_both, frame, {})
    check.equal(big_toe_side(both, 0, frame.width / 2), "right", "left of both")
    check.equal(big_toe_side(both, frame.width / 2, frame.width), "left", "right of both")
    check.equal(half(both:find("Left").x, frame.width), "left")
    check.equal(half(both:find("Right").x, frame.width), "right")
  end
end

local function everything_stays_in_its_frame_and_apart()
  local function check_clean(canvas, frame, what)
    what = ("%s in %d x %d: "):format(what, frame.width, frame.height)
    check.equal(canvas:outside(frame.width, frame.height), nil, what .. "outside")
    check.equal(canvas:overlap(2), nil, what .. "overlap")
    check.is_true(canvas:thinnest() >= 0.75, what .. "thinnest stroke")
    for _, text in ipairs(canvas.texts) do
      check.is_true(text.size >= (frame.label_pt or 12), what .. "size of " .. text.words)
    end
  end
  for _, frame in ipairs(FRAMES) do
    for _, lift_mm in ipairs { 1, 6, 20 } do
      for _, insert in ipairs { "lift", "cup", "pad", "insole" } do
        check_clean(drawn(heel_figure.draw, frame, { insert = insert, side = "right", lift_mm = lift_mm }),
          frame, insert)
      end
      check_clean(drawn(lift_figure.draw, frame, { side = "right", lift_mm = lift_mm }), frame, "height")
      check_clean(drawn(leg_figure.draw, frame, { shorter = "left", lift_mm = lift_mm }), frame, "legs")
    end
    check_clean(drawn(foot_figure.draw_one, frame, { side = "right" }), frame, "outline")
    check_clean(drawn(foot_figure.draw_both, frame, {}), frame, "both outlines")
  end
end

local function degrees(tangent)
  return math.deg(math.atan(tangent))
end

local function the_angle_of_a_lift()
  check.is_true(math.abs(degrees(foot.lift_tangent(6)) - 2.13) < 0.01, "6 mm under 260 mm")
  check.is_true(math.abs(degrees(foot.lift_tangent(6, 220)) - 2.52) < 0.01, "6 mm under 220 mm")
  check.is_true(foot.drawn_tangent(6, nil, 1, 0, 1) == foot.lift_tangent(6))
  check.equal(foot.drawn_tangent(1, nil, 1, 0.05, 0.2), 0.05, "never too low to be seen")
  check.equal(foot.drawn_tangent(90, nil, 1, 0.05, 0.2), 0.2, "never tipped over")
end

-- A higher lift is drawn higher.
local function a_higher_lift_raises_the_heel()
  local before = 0
  for _, tangent in ipairs { 0.02, 0.05, 0.1, 0.2 } do
    local _, y = foot.raise(tangent)(236, 0)
    check.is_true(y > before + 2)
    before = y
    local x0, y0 = foot.raise(tangent)(20, 0)
    check.is_true(x0 == 20 and y0 == 0, "the toes stay")
  end
end

local function the_pain_line()
  local zones = { { low = 0, high = 3, kind = "open" }, { low = 4, high = 5, kind = "half" },
    { low = 6, high = 10, kind = "full" } }
  local canvas = recorder.new()
  pain_line.draw(canvas, { width = 239.6, height = 46, zones = zones })
  check.equal(#canvas.texts, 11)
  check.equal(#canvas.circles, 3)
  check.equal(canvas:outside(239.6, 46), nil)
  check.equal(canvas:overlap(3), nil)
  -- Each symbol stands over the middle of its numbers.
  for i, zone in ipairs(zones) do
    local low, high = canvas:find(tostring(zone.low)), canvas:find(tostring(zone.high))
    check.is_true(math.abs(canvas.circles[i].x - (low.x + high.x) / 2) < 0.1, zone.kind)
  end
  local large = recorder.new()
  pain_line.draw(large, { width = 493, height = 100, size = 18, zones = zones, least = "no pain",
    most = "worst pain" })
  check.equal(large:outside(493, 100), nil)
  check.equal(large:overlap(3), nil)
  check.is_true(large:find("no pain") ~= nil and large:find("worst pain") ~= nil)
end

local function curves_go_through_their_points()
  local path = spline.path "0,0 10,5 20,0 30,-5,c 40,0"
  check.equal(#path, 5)
  for i, point in ipairs { { 0, 0 }, { 10, 5 }, { 20, 0 }, { 30, -5 }, { 40, 0 } } do
    local step = path[i]
    check.equal({ step[#step - 1], step[#step] }, point)
  end
  -- A ring of four points of a circle is a circle, within the hundredth of its radius.
  for _, step in ipairs(spline.path("100,0 0,100 -100,0 0,-100", true)) do
    for k = 4, #step - 2, 2 do -- control points lie outside, as far as a circle's
      check.is_true(math.abs(math.sqrt(step[k] ^ 2 + step[k + 1] ^ 2) - 114.2) < 1)
    end
  end
  local square = spline.path("0,0,l 10,0,l 10,10,l 0,10,l", true)
  check.equal(square, { { "M", 0, 0 }, { "L", 10, 0 }, { "L", 10, 10 }, { "L", 0, 10 }, { "L", 0, 0 },
    { "Z" } })
  check.raises("x,y or x,y,how", spline.path, "0,0 ten,5")
end

return check.report("figures", function()
  curves_go_through_their_points()
  right_figures_are_mirror_images_of_left_ones()
  the_heel_of_a_left_foot_is_on_the_right()
  the_lift_is_under_the_shorter_leg()
  the_big_toe_is_on_the_inner_side()
  everything_stays_in_its_frame_and_apart()
  the_angle_of_a_lift()
  a_higher_lift_raises_the_heel()
  the_pain_line()
end)
