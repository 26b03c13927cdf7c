-- Line charts: points with markers, few grid lines, names at the lines' ends. See lib.charts.

local base = require "lib.charts.base"
local labels = require "lib.labels"

local line = {}

local MOST_SERIES, MOST_GRID_LINES = 3, 4
local MARKER_PT = 3.2 -- half the size of a marker
local DENSEST_PT = 9 -- markers nearer than this are left out, save at the ends
local LABEL_GAP_PT = 7 -- between the axis and the labels below it
local NAME_SHARE = 0.35 -- of the width that the names may take

-- The lines differ in their markers and dashes, never in colour.
local STYLES = { { marker = "circle", dash = 0 }, { marker = "square", dash = 5 },
  { marker = "triangle", dash = 2 } }

-- The series, checked: { name, values = { number or false, ... }, style }.
local function check(options)
  local chart = { names = base.check_list("line", options.labels, "labels"), series = {}, most = 0 }
  for i, label in ipairs(chart.names) do
    base.check_text("line", label, ("label %d"):format(i))
  end
  for i, series in ipairs(base.check_list("line", options.series, "series", MOST_SERIES)) do
    local name = series.name
    if name or #options.series > 1 then
      base.check_text("line", name, ("the name of series %d"):format(i))
    end
    local values = base.check_list("line", series.values, ("the values of series %d"):format(i))
    if #values ~= #chart.names then
      base.fail("line", ("series %d has %d values for %d labels"):format(i, #values, #chart.names))
    end
    for k, number in ipairs(values) do
      if number then -- false: not measured
        base.check_number("line", number, (name and name .. ", " or "") .. chart.names[k])
        chart.most = math.max(chart.most, number)
      end
    end
    chart.series[i] = { name = name, values = values, style = STYLES[i] }
  end
  return chart
end

local function draw_marker(canvas, kind, x, y)
  local r = MARKER_PT
  if kind == "circle" then
    canvas:circle(x, y, r):paint { stroke = 0, fill = "black" }
  elseif kind == "square" then
    canvas:rect(x - r, y - r, 2 * r, 2 * r):paint { stroke = 1.25, fill = "white" }
  else
    canvas:move(x, y - r * 1.25):line(x + r * 1.2, y + r):line(x - r * 1.2, y + r):close()
    canvas:paint { stroke = 0, fill = "black" }
  end
end

-- Grid lines with their numbers left of them; returns nothing below 0, so the axis is the lowest.
local function draw_grid(canvas, plot, size)
  local steps = math.floor(plot.top_value / plot.step + 0.5)
  for i = 0, steps do
    local y = plot.y_of(i * plot.step)
    canvas:move(plot.left, y):line(plot.right, y):paint { stroke = i == 0 and base.AXIS_PT or base.GRID_PT }
    canvas:text(plot.left - base.GAP_PT, y + labels.CAP * size / 2, base.number(i * plot.step),
      { size = size, align = "right" })
  end
end

local function points_of(series, plot)
  local points = {}
  for i, number in ipairs(series.values) do
    points[#points + 1] = number and { plot.x_of(i), plot.y_of(number), number } or nil
  end
  return points
end

local function draw_series(canvas, series, plot)
  local is_down = false
  for i, number in ipairs(series.values) do
    if not number then
      is_down = false
    elseif is_down then
      canvas:line(plot.x_of(i), plot.y_of(number))
    else
      canvas:move(plot.x_of(i), plot.y_of(number))
      is_down = true
    end
  end
  local points = points_of(series, plot)
  if #points > 0 then
    canvas:paint { stroke = base.LINE_PT, dash = series.style.dash, round = true }
  end
  local last_x = -math.huge
  for i, point in ipairs(points) do
    if point[1] - last_x >= DENSEST_PT or i == #points then
      draw_marker(canvas, series.style.marker, point[1], point[2])
      last_x = point[1]
    end
  end
end

-- The room that lines and markers take, in pieces a few points long.
local function take_line(taken, points)
  local r = MARKER_PT
  for i, point in ipairs(points) do
    taken:add(point[1] - r, point[2] - r, point[1] + r, point[2] + r)
    local behind = points[i + 1]
    local pieces = behind
      and math.ceil(math.max(math.abs(behind[1] - point[1]), math.abs(behind[2] - point[2])) / 4) or 0
    for k = 1, pieces - 1 do
      local s = k / pieces
      local x, y = point[1] + (behind[1] - point[1]) * s, point[2] + (behind[2] - point[2]) * s
      taken:add(x - 1, y - 1, x + 1, y + 1)
    end
  end
end

-- The value above or below its point, where that is clear of all else; on white, since it may stand
-- on a grid line.
local function draw_value(canvas, point, plot, taken, size)
  local text = base.number(point[3])
  local wide, high = labels.width(text, size), labels.CAP * size
  local left, right = point[1] - wide / 2, point[1] + wide / 2
  for _, bottom in ipairs { point[2] - MARKER_PT - 3, point[2] + MARKER_PT + 3 + high } do
    local top = bottom - high
    if top >= plot.top - high - 3 and bottom <= plot.bottom - 2 and left >= plot.left
      and taken:is_free(left, top, right, bottom, 1.5) then
      canvas:rect(left - 1, top - 1, wide + 2, high + 2):paint { fill = "white" }
      canvas:text(point[1], bottom, text, { size = size, align = "center" })
      taken:add(left, top, right, bottom)
      return
    end
  end
end

-- The values of a line: of its last and first point first, then of those between.
local function draw_values(canvas, points, plot, taken, size)
  for _, i in ipairs { #points, #points > 1 and 1 or 0 } do
    if points[i] then
      draw_value(canvas, points[i], plot, taken, size)
    end
  end
  for i = 2, #points - 1 do
    draw_value(canvas, points[i], plot, taken, size)
  end
end

-- Names at the right ends of the lines, pushed apart where the ends are near one another.
local function draw_names(canvas, chart, plot, size)
  local ends = {}
  for _, series in ipairs(chart.series) do
    local points = points_of(series, plot)
    if series.name and #points > 0 then
      local lines = labels.lines(series.name, plot.name_wide, size)
      ends[#ends + 1] = { y = points[#points][2], lines = lines, marker = series.style.marker,
        high = labels.height(#lines, size) + 2 }
    end
  end
  table.sort(ends, function(a, b) return a.y < b.y end)
  local from = plot.top - labels.CAP * size
  for _, name in ipairs(ends) do
    name.top = math.max(from, name.y - name.high / 2)
    from = name.top + name.high
  end
  local limit = plot.bottom + labels.height(1, size)
  for i = #ends, 1, -1 do
    local name = ends[i]
    name.top = math.min(name.top, limit - name.high)
    limit = name.top
    local x = plot.right + 2 * base.GAP_PT
    if #ends > 1 then
      draw_marker(canvas, name.marker, x, name.top + labels.CAP * size / 2)
      x = x + MARKER_PT + base.GAP_PT
    end
    for k, words in ipairs(name.lines) do
      canvas:text(x, name.top + (labels.CAP + (k - 1) * labels.LINE) * size, words,
        { size = size })
    end
  end
end

local function draw_labels(canvas, chart, plot, size)
  local widths, places = {}, {}
  for i, label in ipairs(chart.names) do
    widths[i] = labels.width(label, size)
    places[i] = labels.inside(plot.x_of(i), widths[i], plot.width)
  end
  for i = 1, #places, labels.every(places, widths, base.GAP_PT) do
    canvas:text(places[i], plot.bottom + LABEL_GAP_PT + labels.CAP * size, chart.names[i],
      { size = size, align = "center" })
  end
end

-- Where everything stands.
local function plot_of(chart, options, top, size)
  local plot = { step = base.nice_step(math.max(chart.most, 1e-6), MOST_GRID_LINES), width = options.width }
  if chart.most == 0 then
    plot.step = 1
  end
  plot.top_value = math.max(plot.step, math.ceil(chart.most / plot.step - 1e-9) * plot.step)
  local number_wide, name_wide = 0, 0
  for i = 0, math.floor(plot.top_value / plot.step + 0.5) do
    number_wide = math.max(number_wide, labels.width(base.number(i * plot.step), size))
  end
  for _, series in ipairs(chart.series) do
    local lines = series.name and labels.lines(series.name, options.width * NAME_SHARE, size) or {}
    name_wide = math.max(name_wide, labels.width(table.concat(lines, "\n"), size))
  end
  plot.name_wide = math.max(name_wide, options.width * NAME_SHARE)
  plot.left = number_wide + base.GAP_PT
  local marker_wide = #chart.series > 1 and MARKER_PT + base.GAP_PT or 0
  plot.right = options.width - (name_wide > 0 and name_wide + marker_wide + 2 * base.GAP_PT or MARKER_PT)
  plot.top = top + labels.CAP * size + 3
  plot.bottom = options.height - labels.height(1, size) - LABEL_GAP_PT
    - (options.below and labels.height(1, size) + base.GAP_PT or 0)
  local count, air = #chart.names, 2 * base.GAP_PT
  plot.step_x = count > 1 and (plot.right - plot.left - 2 * air) / (count - 1) or plot.right - plot.left
  function plot.x_of(i)
    return count > 1 and plot.left + air + (i - 1) * plot.step_x or (plot.left + plot.right) / 2
  end
  function plot.y_of(number)
    return plot.bottom - (plot.bottom - plot.top) * number / plot.top_value
  end
  return plot
end

function line.draw(canvas, options)
  local size, chart = base.check_frame("line", options), check(options)
  local top = base.draw_title(canvas, options.title, options.width, size)
  if options.axis then
    canvas:text(0, top + labels.CAP * size, options.axis, { size = size })
    top = top + labels.height(1, size) + 1
  end
  local plot = plot_of(chart, options, top, size)
  if plot.bottom - plot.top < 2 * size or plot.right - plot.left < 2 * size then
    base.fail("line", "the frame is too small for the words and the lines")
  end
  draw_grid(canvas, plot, size)
  local taken = labels.boxes()
  for _, series in ipairs(chart.series) do
    take_line(taken, points_of(series, plot))
  end
  for _, series in ipairs(chart.series) do -- below the lines: the white behind a value
    draw_values(canvas, points_of(series, plot), plot, taken, size)
  end
  for _, series in ipairs(chart.series) do
    draw_series(canvas, series, plot)
  end
  draw_names(canvas, chart, plot, size)
  draw_labels(canvas, chart, plot, size)
  if options.below then
    canvas:text((plot.left + plot.right) / 2, options.height - labels.DESCENT * size, options.below,
      { size = size, align = "center" })
  end
end

-- "Pain: Monday 4, Tuesday 3."
function line.data(options)
  local parts, chart = {}, check(options)
  for i, series in ipairs(chart.series) do
    local values = {}
    for k, number in ipairs(series.values) do
      if number then
        values[#values + 1] = chart.names[k] .. " " .. base.number(number)
          .. (options.unit and " " .. options.unit or "")
      end
    end
    parts[i] = (series.name and series.name .. ": " or "") .. table.concat(values, ", ") .. "."
  end
  return table.concat(parts, " ")
end

return line
