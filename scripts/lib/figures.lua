-- A pen for figures: outlines in millimetres on a canvas in points, mirrored for the other side.
--
-- The model has y up, the canvas y down. The pen shows a window of the model at a scale; strokes,
-- hatching and type stay in points whatever the scale, so that a small figure keeps legible labels.
-- What is mirrored is mirrored at the last step, words and all but their reading direction: a right
-- foot is the picture of a left one in a mirror, by construction.
--
--   local pen = figures.pen(canvas, { width = 197, mirror = side == "right",
--     window = { 0, 0, 100, 80 }, left = 10, top = 0, scale = 1.5 })
--   pen:shape(spline.path("0,0 40,10 20,30", true), { stroke = figures.OUTLINE, fill = "white" })

local labels = require "lib.labels"

local figures = {}

-- Strokes, from the most to the least important thing.
figures.OUTLINE, figures.STRUCTURE, figures.DETAIL = 1.25, 1, 0.75

local HATCH_STEP_PT, DOT_STEP_PT, DOT_PT, DOT_INSET_PT = 3.4, 3.3, 1.1, 1.4
local LEAD_PT, LEAD_DOT_PT, HALO_PT = 0.75, 3, 2.6
local LEAD_GAP_PT = 3 -- between a label and its lead line

local Pen = {}
Pen.__index = Pen

-- A pen on the canvas.
--   width            width of the figure: the mirror stands in its middle
--   mirror           true for the other side
--   window           { x0, y0, x1, y1 } of the model, in mm
--   left, top, scale where the window's top left corner stands, and points per mm
function figures.pen(canvas, options)
  return setmetatable({
    canvas = canvas,
    width = options.width,
    mirror = options.mirror or false,
    window = options.window or { 0, 0, 0, 0 },
    left = options.left or 0,
    top = options.top or 0,
    scale = options.scale or 1,
  }, Pen)
end

-- From the model to the unmirrored figure, in points.
function Pen:at(x_mm, y_mm)
  return self.left + (x_mm - self.window[1]) * self.scale,
    self.top + (self.window[4] - y_mm) * self.scale
end

-- From the unmirrored figure to the canvas; to the hundredth of a point, so that pages don't depend
-- on the last digit of a computer's sine.
function Pen:out(x_pt, y_pt)
  local x = self.mirror and self.width - x_pt or x_pt
  return math.floor(x * 100 + 0.5) / 100, math.floor(y_pt * 100 + 0.5) / 100
end

local function draw(pen, path, options, place)
  local canvas = pen.canvas
  if options.hatch then
    canvas:outline(path, place):paint { fill = "white" }
    canvas:hatch(path, options.step or HATCH_STEP_PT, place):paint { stroke = figures.DETAIL }
  elseif options.dots then
    -- A dot is a line of no length with round ends: a fraction of the size of a circle of curves.
    canvas:dots(path, DOT_STEP_PT, DOT_INSET_PT, place):paint { stroke = DOT_PT, round = true }
  end
  local stroke, fill = options.stroke or 0, options.fill or "none"
  if stroke > 0 or fill ~= "none" then
    canvas:outline(path, place)
    canvas:paint { stroke = stroke, fill = fill, dash = options.dash or 0, round = true }
  end
end

-- An outline of the model.
--   stroke, fill, dash   as canvas:paint; stroke 0 is none
--   hatch, dots          true: filled white with 45 degree lines, or with dots
function Pen:shape(path_mm, options)
  local scale = self.scale
  draw(self, path_mm, options, { x = self.left - self.window[1] * scale, y = self.top, scale = scale,
    flip = self.window[4], mirror_in = self.mirror and self.width or nil })
end

-- The same for an outline of the unmirrored figure, in points.
function Pen:drawn(path, options)
  draw(self, path, options, { mirror_in = self.mirror and self.width or nil })
end

-- A straight line of the unmirrored figure, in points.
function Pen:segment(x1, y1, x2, y2, stroke, dash)
  self.canvas:move(self:out(x1, y1)):line(self:out(x2, y2))
  self.canvas:paint { stroke = stroke, dash = dash or 0, round = true }
end

-- White on both sides of a lead line, so that it stays apart from the lines it crosses.
function Pen:halo(x1, y1, x2, y2)
  local length = math.sqrt((x2 - x1) ^ 2 + (y2 - y1) ^ 2)
  if length < 0.1 then
    return
  end
  local dx, dy = (y2 - y1) / length * HALO_PT / 2, (x1 - x2) / length * HALO_PT / 2
  self.canvas:move(self:out(x1 + dx, y1 + dy)):line(self:out(x2 + dx, y2 + dy))
  self.canvas:line(self:out(x2 - dx, y2 - dy)):line(self:out(x1 - dx, y1 - dy)):close()
  self.canvas:paint { fill = "white" }
end

-- A line from a label to what it names, in points of the unmirrored figure, with a dot at its end.
function Pen:lead(x1, y1, x2, y2)
  self:halo(x1, y1, x2, y2)
  self:segment(x1, y1, x2, y2, LEAD_PT)
  self:segment(x2, y2, x2, y2, LEAD_DOT_PT)
end

local MIRRORED = { left = "right", right = "left", center = "center" }

-- Lines of words; x, y: the first baseline in points of the unmirrored figure.
function Pen:words(x, y, lines, options)
  local align = options.align or "left"
  for i, line in ipairs(lines) do
    local at_x, at_y = self:out(x, y + (i - 1) * options.size * labels.LINE)
    self.canvas:text(at_x, at_y, line, { size = options.size, bold = options.bold or false,
      align = self.mirror and MIRRORED[align] or align })
  end
end

-- Breaks the widest labels that can be broken until they stand beside one another in the width.
-- Returns them as { lines = , width = }, and how many lines the longest has.
local function broken_row(texts, width, size, gap)
  local row, total, most = {}, gap * (#texts - 1), 1
  for i, text in ipairs(texts) do
    row[i] = { lines = labels.lines(text, math.huge, size), width = labels.width(text, size) }
    total = total + row[i].width
  end
  while total > width do
    local widest
    for i, label in ipairs(row) do
      if #label.lines == 1 and texts[i]:find(" ") and (not widest or label.width > widest.width) then
        widest = label
      end
    end
    if not widest then
      break -- narrower frames than this need shorter words
    end
    total = total - widest.width
    widest.lines = labels.lines(widest.lines[1], widest.width * 0.7, size)
    widest.width = labels.width(table.concat(widest.lines, "\n"), size)
    total, most = total + widest.width, math.max(most, #widest.lines)
  end
  return row, most
end

-- How many lines a row of labels needs.
function figures.row_lines(texts, width, size, gap)
  local _, most = broken_row(texts, width, size, gap)
  return most
end

-- Labels in a row at the foot of the figure, each with a lead line up to its thing. They stand as
-- near below their things as the others let them.
--   row       list of { text = , to = { x, y } }, points of the unmirrored figure, left to right
--   options   size, bottom (where the row ends), gap (between two labels)
function Pen:label_row(row, options)
  local size, gap, texts, from = options.size, options.gap, {}, 0
  for i, label in ipairs(row) do
    texts[i] = label.text
  end
  local placed, lines = broken_row(texts, self.width, size, gap)
  for i, label in ipairs(placed) do
    label.left = math.max(from, row[i].to[1] - label.width / 2)
    from = label.left + label.width + gap
  end
  local top, limit = options.bottom - labels.height(lines, size), self.width
  for i = #placed, 1, -1 do
    local label, to = placed[i], row[i].to
    label.left = math.min(label.left, limit - label.width)
    limit = label.left - gap
    local x = math.max(label.left + 3, math.min(label.left + label.width - 3, to[1]))
    self:lead(x, top - LEAD_GAP_PT, to[1], to[2])
    self:words(label.left + label.width / 2, top + labels.CAP * size, label.lines,
      { size = size, align = "center" })
  end
end

-- A label beside the drawing: its lines end (side "left") or begin (side "right") at x, in the
-- middle of y, with a lead line to its thing.
function Pen:side_label(text, options)
  local size, width = options.size, options.width or math.huge
  local lines = labels.lines(text, width, size)
  local height = labels.height(#lines, size) - labels.DESCENT * size
  self:words(options.x, options.y - height / 2 + labels.CAP * size, lines,
    { size = size, align = options.side == "left" and "right" or "left" })
  local from = options.side == "left" and options.x + LEAD_GAP_PT or options.x - LEAD_GAP_PT
  self:lead(from, options.y, options.to[1], options.to[2])
end

-- Words in the middle of something, in points.
function Pen:middle_label(text, x, y, size, bold)
  local lines = labels.lines(text, math.huge, size)
  local height = labels.height(#lines, size) - labels.DESCENT * size
  self:words(x, y - height / 2 + labels.CAP * size, lines, { size = size, align = "center", bold = bold })
end

-- An arrow with a head at each end, in points; for heights.
function Pen:measure(x, y1, y2)
  local HEAD_PT = 3.5
  self:segment(x, y1 + 1, x, y2 - 1, figures.DETAIL)
  for _, end_of in ipairs { { y1, 1 }, { y2, -1 } } do
    local y, direction = end_of[1], end_of[2]
    self.canvas:move(self:out(x, y)):line(self:out(x - 1.7, y + direction * HEAD_PT))
    self.canvas:line(self:out(x + 1.7, y + direction * HEAD_PT)):close():paint { fill = "black" }
  end
end

return figures
