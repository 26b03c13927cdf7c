-- lib.charts: what is drawn for few, many and odd values, and what is refused.

local bar = require "lib.charts.bar"
local base = require "lib.charts.base"
local charts = require "lib.charts"
local check = require "lib.check"
local labels = require "lib.labels"
local line = require "lib.charts.line"
local recorder = require "lib.recorder"
local timeline = require "lib.charts.timeline"

local function drawn(draw, options)
  local canvas = recorder.new()
  options.width, options.height = options.width or 239, options.height or 160
  draw(canvas, options)
  return canvas
end

local function check_clean(canvas, options, what)
  check.equal(canvas:outside(options.width, options.height), nil, what .. ": outside")
  check.equal(canvas:overlap(0.5), nil, what .. ": overlap")
  check.is_true(canvas:thinnest() >= 0.75, what .. ": thinnest stroke")
  for _, text in ipairs(canvas.texts) do
    check.is_true(text.size >= 12, what .. ": size")
  end
end

local function values_of(count, number)
  local values = {}
  for i = 1, count do
    values[i] = { "day " .. i, number(i) }
  end
  return values
end

local SHAPES = {
  one = values_of(1, function() return 3 end),
  zeros = values_of(5, function() return 0 end),
  equal = values_of(7, function() return 4.5 end),
  fifty = values_of(50, function(i) return i * 7 % 23 end),
  ["long labels"] = { { "before breakfast on a working day", 4 }, { "after a long run", 2 },
    { "Incomprehensibilities", 3 } },
  huge = { { "a", 1e9 }, { "b", 1 } },
  tiny = { { "a", 0.01 }, { "b", 0.02 } },
}

local function bars_of_all_shapes()
  for name, values in pairs(SHAPES) do
    for _, direction in ipairs { "lying", "standing" } do
      for _, width in ipairs { 197, 493 } do
        local options = { values = values, direction = direction, width = width, unit = "km",
          title = "What this chart shows in some words", axis = "kilometres" }
        check_clean(drawn(charts.draw_bar, options), options, name .. " " .. direction)
      end
    end
  end
end

-- Heights of the bars, by their rectangles.
local function bar_lengths(canvas, axis)
  local lengths = {}
  for _, path in ipairs(canvas.paths) do
    local s = path.steps
    if #s == 5 and s[5][1] == "Z" and s[2][1] == "L" then
      lengths[#lengths + 1] = axis == "x" and s[2][2] - s[1][2] or s[3][3] - s[2][3]
    end
  end
  return lengths
end

local function bars_are_as_long_as_their_values()
  local values = { { "a", 5 }, { "b", 10 }, { "c", 0 }, { "d", 20 } }
  for direction, axis in pairs { lying = "x", standing = "y" } do
    local canvas = drawn(charts.draw_bar, { values = values, direction = direction })
    local lengths = bar_lengths(canvas, axis)
    check.equal(#lengths, 3, "no bar for nothing")
    check.is_true(math.abs(lengths[2] - 2 * lengths[1]) < 0.01, direction)
    check.is_true(math.abs(lengths[3] - 4 * lengths[1]) < 0.01, direction)
    for _, words in ipairs { "5", "10", "0", "20" } do
      check.is_true(canvas:find(words) ~= nil, "the value is printed")
    end
  end
end

local function a_highlighted_bar_is_solid()
  local canvas = drawn(charts.draw_bar, { values = { { "a", 5 }, { "b", 10 } }, highlight = 2 })
  local solid = 0
  for _, path in ipairs(canvas.paths) do
    solid = solid + (path.fill == "black" and 1 or 0)
  end
  check.equal(solid, 1)
  check.is_true(#canvas:hatch_middles() > 3, "the other is hatched")
end

local function series_of(count, names, number)
  local options = { labels = {}, series = {} }
  for i = 1, count do
    options.labels[i] = "day " .. i
  end
  for k, name in ipairs(names) do
    options.series[k] = { name = name, values = {} }
    for i = 1, count do
      options.series[k].values[i] = number(i, k)
    end
  end
  return options
end

local function lines_of_all_shapes()
  local numbers = {
    one = function() return 3 end, zeros = function() return 0 end,
    saw = function(i, k) return (i * 5 + k * 3) % 11 end,
    gaps = function(i, k) return (i + k) % 3 > 0 and i or false end,
    empty = function() return false end,
  }
  for name, number in pairs(numbers) do
    for _, count in ipairs { 1, 2, 7, 50 } do
      for _, names in ipairs { { "pain" }, { "morning", "after a long run", "at night" } } do
        local options = series_of(count, names, number)
        options.title, options.axis, options.below = "How the pain went", "pain, 0 to 10", "day"
        check_clean(drawn(line.draw, options), options, ("%s, %d, %d"):format(name, count, #names))
      end
    end
  end
end

local function points_stand_at_their_values()
  local options = series_of(3, { "pain" }, function(i) return ({ 8, 4, 0 })[i] end)
  local canvas = drawn(line.draw, options)
  check.equal(#canvas.circles, 3)
  local a, b, c = table.unpack(canvas.circles)
  check.is_true(math.abs((b.y - a.y) - (c.y - b.y)) < 0.01, "the same step down")
  check.is_true(math.abs((b.x - a.x) - (c.x - b.x)) < 0.01, "the same step to the right")
  check.is_true(canvas:find("pain") ~= nil, "the line has its name beside it")
end

local function steps_of_an_axis()
  for most, step in pairs { [3] = 1, [4] = 1, [5] = 2, [8] = 2, [10] = 5, [20] = 5, [21] = 10, [100] = 50,
    [0.3] = 0.1, [1e6] = 500000 } do
    check.is_true(math.abs(base.nice_step(most, 4) - step) < 1e-9 * step, "steps to " .. tostring(most))
  end
end

local PHASES = {
  { "walk only", from = "2026-03-02", to = "2026-03-15" },
  { "walk and run", from = "2026-03-16", to = "2026-03-29" },
  { "run as before", from = "2026-03-30", to = "2026-04-12" },
}

local function timelines()
  for _, width in ipairs { 197, 239, 493 } do
    for _, today in ipairs { "2026-03-02", "2026-03-18", "2026-04-12", "2027-01-01" } do
      local options = { phases = PHASES, today = today, width = width, height = 160, title = "Six weeks" }
      check_clean(drawn(timeline.draw, options), options, "timeline of " .. today)
    end
  end
  local options = { phases = PHASES, today = "2026-03-18", width = 493, height = 100 }
  local canvas = drawn(timeline.draw, options)
  local mark = canvas:find("today")
  check.is_true(mark.x > 493 / 3 and mark.x < 493 * 2 / 3, "today is in the second of three equal phases")
  options.today = "2027-01-01"
  check.equal(drawn(timeline.draw, options):find("today"), nil, "a day outside is not marked")
  check.equal(timeline.data { phases = { PHASES[1], PHASES[2] }, today = "2026-03-15" },
    "2 March – 15 March: walk only (today). 16 March – 29 March: walk and run.")
end

local function words_for_those_who_cannot_see_it()
  check.equal(bar.data { unit = "minutes", values = { { "Week 1", 10 }, { "Week 2", 12.5 },
    { "Week 3", 0, text = "rest" } } }, "Week 1: 10 minutes. Week 2: 12.5 minutes. Week 3: rest.")
  check.equal(line.data { labels = { "Mon", "Tue", "Wed" }, series = {
    { name = "morning", values = { 3, false, 1 } }, { name = "night", values = { 2, 2, 0 } } } },
    "morning: Mon 3, Wed 1. night: Mon 2, Tue 2, Wed 0.")
end

local function refused(words, chart, options)
  options.width, options.height = options.width or 200, options.height or 150
  check.raises(words, function() return (charts[chart](options)) end)
end

local function what_is_refused()
  local infinite, none = math.huge, 0 / 0
  refused("the value of 'b' is negative", "bar", { values = { { "a", 1 }, { "b", -1 } } })
  refused("the value of 'a' is not a finite number", "bar", { values = { { "a", infinite } } })
  refused("the value of 'a' is not a finite number", "bar", { values = { { "a", none } } })
  refused("the value of 'a' must be a number, got string", "bar", { values = { { "a", "3" } } })
  refused("values must be a list of at least one", "bar", { values = {} })
  refused("the label of value 1 must be words", "bar", { values = { { "", 3 } } })
  refused("direction must be", "bar", { values = { { "a", 3 } }, direction = "up" })
  refused("below is for standing bars", "bar", { values = { { "a", 3 } }, below = "week" })
  refused("no option 'colour'", "bar", { values = { { "a", 3 } }, colour = "red" })
  refused("size must be 12 to 40", "bar", { values = { { "a", 3 } }, size = 9 })
  refused("width must be 40 to 2000", "bar", { values = { { "a", 3 } }, width = 0 / 0 })
  refused("series must be at most 3, got 4", "line", series_of(2, { "a", "b", "c", "d" },
    function() return 1 end))
  refused("the name of series 1 must be words", "line", { labels = { "x" }, series = {
    { values = { 1 } }, { name = "b", values = { 1 } } } })
  refused("series 1 has 1 values for 2 labels", "line", { labels = { "x", "y" },
    series = { { values = { 1 } } } })
  refused("the value of 'pain, y' is negative", "line", { labels = { "x", "y" },
    series = { { name = "pain", values = { 1, -2 } } } })
  refused("'walk' ends before it begins", "timeline",
    { phases = { { "walk", from = "2026-03-15", to = "2026-03-02" } } })
  refused("'run' begins before 'walk' has ended", "timeline",
    { phases = { { "walk", from = "2026-03-02", to = "2026-03-09" },
      { "run", from = "2026-03-09", to = "2026-03-10" } } })
  refused("needs to as a date", "timeline", { phases = { { "walk", from = "2026-03-02" } } })
  refused("the phases need a height of", "timeline", { phases = PHASES, width = 120, height = 40 })
  refused("test_charts.lua:", "bar", { values = { { "a", -1 } } }) -- the line that gave it
end

local function labels_are_broken_or_thinned()
  check.equal(labels.lines("one two three", 1, 12), { "one", "two", "three" })
  check.equal(labels.lines("one two three", 1000, 12), { "one two three" })
  check.equal(labels.every({ 10, 20, 30, 40 }, { 8, 8, 8, 8 }, 1), 1)
  check.equal(labels.every({ 10, 20, 30, 40 }, { 12, 12, 12, 12 }, 1), 2)
  check.equal(labels.every({ 10, 20, 30, 40 }, { 100, 100, 100, 100 }, 1), 4)
  local wide = footnote.text_width("Achilles tendon", { size = 12 })
  check.is_true(wide > 60 and wide < 120, "points")
  check.is_true(math.abs(footnote.text_width("Achilles tendon", { size = 24 }) - 2 * wide) < 1e-9)
  check.equal(footnote.text_width("Achilles tendon"), wide, "12 points unless said otherwise")
  check.is_true(footnote.text_width("Achilles tendon", { bold = true }) >= wide)
end

return check.report("charts", function()
  bars_of_all_shapes()
  bars_are_as_long_as_their_values()
  a_highlighted_bar_is_solid()
  lines_of_all_shapes()
  points_stand_at_their_values()
  steps_of_an_axis()
  timelines()
  words_for_those_who_cannot_see_it()
  what_is_refused()
  labels_are_broken_or_thinned()
end)
