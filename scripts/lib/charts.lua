-- Charts for handouts: bars, lines and timelines in black, with their numbers printed.
--
-- Each function returns a figure node. Its words for those who can't see it are built from the data.
-- Type is 12 pt or larger and never made smaller: labels are broken, or every n-th is printed, but no
-- words ever overlap. Numbers must be 0 or more and finite: anything else raises, by its label.
--
--   charts.bar { title = "You build up to 20 km a week", unit = "km", width = 197, height = 150,
--     values = { { "Week 1", 0, text = "walk" }, { "Week 2", 4 }, { "Week 3", 8 } } }
--
-- Options of all charts:
--   width, height   of the frame, in points
--   title           the message of the chart, in bold over it
--   size            of the type: 12 or more
--   caption         below the figure
--   kind            what it is, for the alternative text: "Bar chart"
--   alt             alternative text in place of the one built from the data
--   axis, below     what is measured (over the chart), and by what (under it, of lines and standing
--                   bars); not for timelines
--
-- charts.bar       values (list of { label, number, text = what is printed }), unit, highlight (number
--                  of the bar that is solid), direction ("lying", the usual one, or "standing")
-- charts.line      labels (list), series (1 to 3 of { name, values = list of numbers, false where
--                  nothing was measured }), unit (for the alternative text)
-- charts.timeline  phases (list of { words, from = "2026-03-02", to = "2026-03-08" }), today (a date),
--                  today_words ("today"), date_text (a function from an ISO date to what is printed)

local bar = require "lib.charts.bar"
local base = require "lib.charts.base"
local line = require "lib.charts.line"
local timeline = require "lib.charts.timeline"

local charts = {}

local COMMON = { width = true, height = true, title = true, size = true, caption = true, kind = true,
  alt = true }

local function check_options(chart, options, known)
  if type(options) ~= "table" then
    base.fail(chart, "options must be given by name in { }")
  end
  for name in pairs(options) do
    if not COMMON[name] and not known[name] then
      base.fail(chart, ("no option '%s'"):format(tostring(name)))
    end
  end
  base.check_frame(chart, options)
  if options.title ~= nil then
    base.check_text(chart, options.title, "title")
  end
end

-- A figure node; what is wrong with the options is told with the line of the script that gave them.
local function node(chart, options, known, draw, data, kind)
  local is_fine, words = pcall(function()
    check_options(chart, options, known)
    return data(options)
  end)
  if not is_fine then
    error(words, 2) -- charts.bar and its like end in this call: their caller is the next level
  end
  local title = options.title and options.title:gsub("%.$", "") .. ". " or ""
  return figure {
    width = options.width,
    height = options.height,
    alt = options.alt or title .. (options.kind or kind) .. ". " .. words,
    caption = options.caption,
    draw = function(canvas) draw(canvas, options) end,
  }
end

local BAR = { values = true, unit = true, highlight = true, direction = true, axis = true, below = true }

-- Draws on a canvas that is there already, for figures that hold more than the chart. Lying bars take
-- four options more, so that they stand beside the rows of a table: top (where the rows begin, in
-- place of a title), row (height of a row), bar (thickness) and axis_x.
function charts.draw_bar(canvas, options)
  local draw = options.direction == "standing" and bar.draw_standing or bar.draw_lying
  draw(canvas, options)
end

charts.draw_line = line.draw
charts.draw_timeline = timeline.draw

function charts.bar(options)
  return node("bar", options, BAR, charts.draw_bar, bar.data, "Bar chart")
end

function charts.line(options)
  return node("line", options, { labels = true, series = true, unit = true, axis = true, below = true },
    line.draw, line.data, "Line chart")
end

function charts.timeline(options)
  return node("timeline", options, { phases = true, today = true, today_words = true, date_text = true },
    timeline.draw, timeline.data, "Timeline")
end

return charts
