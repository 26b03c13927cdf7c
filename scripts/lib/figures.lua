-- Figures from drawing data: scales, mirrors, morphs (how high a lift is drawn), hatches, labels.
--
-- The data (scripts/lib/drawings) are millimetres with y up; the canvas is points with y down. Strokes
-- and label sizes stay in points whatever the scale, so that a small figure keeps legible labels.
--
--   figures.draw(canvas, require "lib.drawings.heel_lift",
--                { width_pt = 197, lift_mm = 6, mirror = true, texts = { insert = "Heel lift" } })

local figures = {}

local SAMPLES = 12 -- straight pieces a curve is cut into for hatching
local LEADER_PT, LEADER_DOT_PT, HALO_PT = 0.75, 3, 2.2
local LABEL_STEP = 1.12 -- lines of one label, in type sizes

local function lerp(a, b, t)
  return a + (b - a) * t
end

-- "M1 2 C..." -> { { "M", 1, 2 }, ... }
local function parse(path)
  local commands = {}
  for letter, rest in path:gmatch("([MLCZ])([^MLCZ]*)") do
    local command = { letter }
    for number in rest:gmatch("%-?[%d.]+") do
      command[#command + 1] = tonumber(number)
    end
    commands[#commands + 1] = command
  end
  return commands
end

local function parse_points(text)
  local points = {}
  for x, y in text:gmatch("(%-?[%d.]+),(%-?[%d.]+)") do
    points[#points + 1] = { tonumber(x), tonumber(y) }
  end
  return points
end

local function mix(lo, hi, t)
  local out = {}
  for i, command in ipairs(lo) do
    out[i] = { command[1] }
    for k = 2, #command do
      out[i][k] = lerp(command[k], hi[i][k], t)
    end
  end
  return out
end

local function mix_points(lo, hi, t)
  local out = {}
  for i, point in ipairs(lo) do
    out[i] = { lerp(point[1], hi[i][1], t), lerp(point[2], hi[i][2], t) }
  end
  return out
end

-- How far between its low and high form a drawing stands for a lift of `lift_mm`. Outside the range
-- the picture stays as it is at the end: only the printed number changes.
local function morph_share(drawing, lift_mm)
  local morph = drawing.morph
  if not morph then
    return 0
  end
  local drawn = (lift_mm or morph.lo / morph.factor) * morph.factor
  drawn = math.max(morph.lo, math.min(morph.hi, drawn))
  return (drawn - morph.lo) / (morph.hi - morph.lo)
end

-- One polygon per subpath, curves cut into straight pieces.
local function flatten(commands)
  local polygons, x0, y0 = {}, 0, 0
  for _, c in ipairs(commands) do
    local current = polygons[#polygons]
    if c[1] == "M" then
      polygons[#polygons + 1] = { { c[2], c[3] } }
    elseif c[1] == "L" then
      current[#current + 1] = { c[2], c[3] }
    elseif c[1] == "C" then
      for i = 1, SAMPLES do
        local s = i / SAMPLES
        local u = 1 - s
        current[#current + 1] = {
          u ^ 3 * x0 + 3 * u * u * s * c[2] + 3 * u * s * s * c[4] + s ^ 3 * c[6],
          u ^ 3 * y0 + 3 * u * u * s * c[3] + 3 * u * s * s * c[5] + s ^ 3 * c[7],
        }
      end
    end
    if c[1] ~= "Z" then
      x0, y0 = c[#c - 1], c[#c]
    end
  end
  return polygons
end

-- The pieces of 45 degree lines that lie inside the outline (even-odd), so that no clipping is
-- needed. In a frame turned by 45 degrees each line has one coordinate fixed.
local function hatch_lines(commands, pitch)
  local r, lines = math.sqrt(0.5), {}
  local polygons, lowest, highest = flatten(commands), math.huge, -math.huge
  for _, polygon in ipairs(polygons) do
    for _, p in ipairs(polygon) do
      local across = (p[2] - p[1]) * r
      lowest, highest = math.min(lowest, across), math.max(highest, across)
    end
  end
  for k = math.ceil(lowest / pitch), math.floor(highest / pitch) do
    local distance, crossings = k * pitch + 1e-7, {}
    for _, polygon in ipairs(polygons) do
      for i = 1, #polygon do
        local a, b = polygon[i], polygon[i % #polygon + 1]
        local da, db = (a[2] - a[1]) * r - distance, (b[2] - b[1]) * r - distance
        if (da > 0) ~= (db > 0) then
          local s = da / (da - db)
          crossings[#crossings + 1] = ((a[1] + s * (b[1] - a[1])) + (a[2] + s * (b[2] - a[2]))) * r
        end
      end
    end
    table.sort(crossings)
    for i = 1, #crossings - 1, 2 do
      local from, to = crossings[i], crossings[i + 1]
      lines[#lines + 1] = {
        (from - distance) * r, (from + distance) * r, (to - distance) * r, (to + distance) * r,
      }
    end
  end
  return lines
end

local Pen = {}
Pen.__index = Pen

function Pen:x(x_mm)
  return self.left + (self.mirror and self.drawing.width - x_mm or x_mm) * self.scale
end

function Pen:y(y_mm)
  return self.top + (self.drawing.height - y_mm) * self.scale
end

function Pen:trace(layer)
  self.canvas:path(layer.lo or layer.path, {
    x = self.left,
    y = self.top,
    scale = self.scale,
    mirror = self.mirror and self.drawing.width or nil,
    flip = self.drawing.height,
    toward = layer.hi,
    share = self.share,
  })
end

function Pen:segment(x1, y1, x2, y2, stroke)
  self.canvas:move(self:x(x1), self:y(y1)):line(self:x(x2), self:y(y2))
  self.canvas:paint { stroke = stroke, round = true }
end

-- White on both sides of a leader line, so that it stays apart from the lines it crosses.
function Pen:halo(x1, y1, x2, y2)
  local length = math.sqrt((x2 - x1) ^ 2 + (y2 - y1) ^ 2)
  if length < 0.1 then
    return
  end
  local dx, dy = (y2 - y1) / length * HALO_PT / 2, (x1 - x2) / length * HALO_PT / 2
  self.canvas:move(x1 + dx, y1 + dy):line(x2 + dx, y2 + dy)
  self.canvas:line(x2 - dx, y2 - dy):line(x1 - dx, y1 - dy):close():paint { fill = "white" }
end

function Pen:dots(points, radius_mm)
  -- A dot is a line of no length with round ends: a fraction of the size of a circle of curves.
  for _, p in ipairs(points) do
    self.canvas:move(self:x(p[1]), self:y(p[2])):line(self:x(p[1]), self:y(p[2]))
  end
  self.canvas:paint { stroke = 2 * radius_mm * self.scale, round = true }
end

function Pen:layer(layer)
  local t = self.share
  if layer.fill == "dots" then
    local points = layer.dots_lo
        and mix_points(parse_points(layer.dots_lo), parse_points(layer.dots_hi), t)
      or parse_points(layer.dots)
    self:dots(points, layer.dot_r_mm)
  elseif layer.fill == "hatch45" then
    local commands = layer.lo and mix(parse(layer.lo), parse(layer.hi), t) or parse(layer.path)
    self:trace(layer)
    self.canvas:paint { fill = "white" }
    for _, l in ipairs(hatch_lines(commands, layer.hatch_pitch_mm)) do
      self.canvas:move(self:x(l[1]), self:y(l[2])):line(self:x(l[3]), self:y(l[4]))
    end
    self.canvas:paint { stroke = layer.hatch_pt, round = true }
  end
  local fill = (layer.fill == "white" or layer.fill == "black") and layer.fill or "none"
  if (layer.stroke_pt or 0) > 0 or fill ~= "none" then
    self:trace(layer)
    self.canvas:paint {
      stroke = layer.stroke_pt or 0,
      fill = fill,
      dash = layer.dash_mm and layer.dash_mm[1] * self.scale or 0,
      round = true,
    }
  end
end

function Pen:point(label, name)
  local lo = label[name .. "_lo"]
  if lo then
    local hi = label[name .. "_hi"]
    return { lerp(lo[1], hi[1], self.share), lerp(lo[2], hi[2], self.share) }
  end
  return label[name]
end

local MIRRORED = { l = "right", r = "left", c = "center" }
local STRAIGHT = { l = "left", r = "right", c = "center" }

function Pen:label(label)
  local text = self.texts[label.key]
  if text == nil then
    text = label.text
  end
  if text == "" then
    return
  end
  local from, touch, at = self:point(label, "from"), self:point(label, "touch"), self:point(label, "at")
  if from and touch then
    self:halo(self:x(from[1]), self:y(from[2]), self:x(touch[1]), self:y(touch[2]))
    self:segment(from[1], from[2], touch[1], touch[2], LEADER_PT)
    self:segment(touch[1], touch[2], touch[1], touch[2], LEADER_DOT_PT)
  end
  local size = math.max(self.label_pt, label.size_pt or 0)
  local x, y = self:x(at[1]), self:y(at[2])
  local align = (self.mirror and MIRRORED or STRAIGHT)[label.align]
  for line in (text .. "\n"):gmatch("(.-)\n") do
    self.canvas:text(x, y, line, { size = size, bold = label.bold or false, align = align })
    y = y + size * LABEL_STEP
  end
end

-- Draws a figure with its top left corner at x, y (0, 0 unless given).
--   width_pt   width of the figure; the height follows (figures.height)
--   lift_mm    how high the lift is, for drawings that show one
--   mirror     a right foot from the data of a left one
--   texts      label texts by key; "" leaves a label out
--   label_pt   smallest label size (12)
--   plain      true leaves the optional layers (other bones) out
function figures.draw(canvas, drawing, options)
  local pen = setmetatable({
    canvas = canvas,
    drawing = drawing,
    scale = options.width_pt / drawing.width,
    left = options.x or 0,
    top = options.y or 0,
    mirror = options.mirror or false,
    share = morph_share(drawing, options.lift_mm),
    texts = options.texts or {},
    label_pt = options.label_pt or 12,
  }, Pen)
  for _, layer in ipairs(drawing.layers) do
    if not (options.plain and layer.optional) then
      pen:layer(layer)
    end
  end
  for _, label in ipairs(drawing.labels) do
    pen:label(label)
  end
end

-- Height in points of a drawing that is width_pt wide.
function figures.height(drawing, width_pt)
  return drawing.height / drawing.width * width_pt
end

figures.hatch_lines = hatch_lines

return figures
