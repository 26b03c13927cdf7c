-- A canvas that remembers what is drawn on it, for tests of figures and charts.
--
--   local canvas = recorder.new()
--   heel_figure.draw(canvas, options)
--   canvas.paths   list of { steps = { { "M", x, y }, ... }, stroke, fill, dash, round }
--   canvas.texts   list of { x, y, words, size, bold, align }, and left, right: where they reach

local recorder = {}

local Canvas = {}
Canvas.__index = Canvas

local function check_number(number)
  if math.type(number) == nil or number ~= number or math.abs(number) > 5000 then
    error("a coordinate is no number: " .. tostring(number), 3)
  end
end

local function add(self, letter, ...)
  for _, number in ipairs { ... } do
    check_number(number)
  end
  self.steps[#self.steps + 1] = { letter, ... }
  return self
end

function Canvas:move(...) return add(self, "M", ...) end
function Canvas:line(...) return add(self, "L", ...) end
function Canvas:curve(...) return add(self, "C", ...) end
function Canvas:close() return add(self, "Z") end

-- The step in points of the unmirrored figure.
local function placed(step, place)
  local scale, out = place.scale or 1, { step[1] }
  for k = 2, #step, 2 do
    local y = place.flip and place.flip - step[k + 1] or step[k + 1]
    out[k], out[k + 1] = (place.x or 0) + step[k] * scale, (place.y or 0) + y * scale
  end
  return out
end

local function add_mirrored(self, letter, place, ...)
  local numbers = { ... }
  for k = 1, #numbers, 2 do
    local x = place.mirror_in and place.mirror_in - numbers[k] or numbers[k]
    numbers[k], numbers[k + 1] = math.floor(x * 100 + 0.5) / 100, math.floor(numbers[k + 1] * 100 + 0.5) / 100
  end
  return add(self, letter, table.unpack(numbers))
end

function Canvas:outline(path, place)
  place = place or {}
  for _, step in ipairs(path) do
    add_mirrored(self, step[1], place, table.unpack(placed(step, place), 2))
  end
  return self
end

-- The straight edges of an outline, in a frame that turn(x, y) gives.
local function edges_of(path, place, turn)
  local edges, first, x0, y0 = {}, nil, 0, 0
  local function edge_to(x, y)
    local a, b = { turn(x0, y0) }, { turn(x, y) }
    edges[#edges + 1] = { a[1], a[2], b[1], b[2] }
    x0, y0 = x, y
  end
  for _, step in ipairs(path) do
    local c = placed(step, place)
    if c[1] == "M" then
      if first then
        edge_to(first[1], first[2])
      end
      first, x0, y0 = { c[2], c[3] }, c[2], c[3]
    elseif c[1] == "L" then
      edge_to(c[2], c[3])
    elseif c[1] == "C" then
      local bx, by = x0, y0
      for i = 1, 12 do
        local s = i / 12
        local u = 1 - s
        edge_to(u ^ 3 * bx + 3 * u * u * s * c[2] + 3 * u * s * s * c[4] + s ^ 3 * c[6],
          u ^ 3 * by + 3 * u * u * s * c[3] + 3 * u * s * s * c[5] + s ^ 3 * c[7])
      end
    end
  end
  edge_to(first[1], first[2])
  return edges
end

-- Where the line so far out meets the edges, in order.
local function crossings(edges, line)
  local met = {}
  for _, e in ipairs(edges) do
    local a, b = e[1] - line, e[3] - line
    if (a > 0) ~= (b > 0) then
      met[#met + 1] = e[2] + a / (a - b) * (e[4] - e[2])
    end
  end
  table.sort(met)
  return met
end

local function range(edges, place)
  local lowest, highest = math.huge, -math.huge
  for _, e in ipairs(edges) do
    lowest, highest = math.min(lowest, e[place]), math.max(highest, e[place])
  end
  return lowest, highest
end

function Canvas:hatch(path, step_pt, place)
  place = place or {}
  local r = math.sqrt(0.5)
  local edges = edges_of(path, place, function(x, y) return (y + x) * r, (x - y) * r end)
  local lowest, highest = range(edges, 1)
  for k = math.ceil(lowest / step_pt), math.floor(highest / step_pt) do
    local line = k * step_pt + 1e-7
    local met = crossings(edges, line)
    for i = 1, #met - 1, 2 do
      add_mirrored(self, "M", place, (line + met[i]) * r, (line - met[i]) * r)
      add_mirrored(self, "L", place, (line + met[i + 1]) * r, (line - met[i + 1]) * r)
    end
  end
  return self
end

-- Only those in the middle of each row: tests look at where dots stand, not at how many there are.
function Canvas:dots(path, step_pt, inset_pt, place)
  place = place or {}
  local edges = edges_of(path, place, function(x, y) return y, x end)
  local y, bottom = range(edges, 1)
  for line = y + inset_pt, bottom, step_pt * 0.866 do
    local met = crossings(edges, line)
    for i = 1, #met - 1, 2 do
      if met[i + 1] - met[i] > 2 * inset_pt then
        local x = (met[i] + met[i + 1]) / 2
        add_mirrored(self, "M", place, x, line)
        add_mirrored(self, "L", place, x, line)
      end
    end
  end
  return self
end

function Canvas:rect(x, y, width, height)
  return self:move(x, y):line(x + width, y):line(x + width, y + height):line(x, y + height):close()
end

function Canvas:circle(x, y, r)
  self.circles[#self.circles + 1] = { x = x, y = y, r = r }
  return self:move(x + r, y):line(x, y + r):line(x - r, y):line(x, y - r):close()
end

function Canvas:paint(options)
  local path = { steps = self.steps }
  for key, option in pairs(options or {}) do
    path[key] = option
  end
  self.paths[#self.paths + 1] = path
  self.steps = {}
  return self
end

function Canvas:text(x, y, words, options)
  check_number(x)
  check_number(y)
  local size, align = options.size or 12, options.align or "left"
  local width = footnote.text_width(words, { size = size, bold = options.bold })
  local left = align == "left" and x or align == "right" and x - width or x - width / 2
  self.texts[#self.texts + 1] = { x = x, y = y, words = words, size = size, bold = options.bold or false,
    align = align, left = left, right = left + width, top = y - 0.72 * size,
    bottom = y + (words:find("[gjpqy,;()]") and 0.25 or 0) * size }
  return self
end

function recorder.new()
  return setmetatable({ paths = {}, texts = {}, circles = {}, steps = {} }, Canvas)
end

-- The text of these words; nil when it was not printed.
function Canvas:find(words)
  for _, text in ipairs(self.texts) do
    if text.words == words then
      return text
    end
  end
  return nil
end

-- Middles of the 45 degree lines, and the paths they belong to: hatching and nothing else.
function Canvas:hatch_middles()
  local middles = {}
  for _, path in ipairs(self.paths) do
    for i = 1, #path.steps - 1 do
      local a, b = path.steps[i], path.steps[i + 1]
      if a[1] == "M" and b[1] == "L" then
        local dx, dy = b[2] - a[2], b[3] - a[3]
        if math.abs(dx) > 1 and math.abs(math.abs(dx) - math.abs(dy)) < 0.03 then
          middles[#middles + 1] = { (a[2] + b[2]) / 2, (a[3] + b[3]) / 2 }
        end
      end
    end
  end
  return middles
end

-- Two texts that touch one another, as words; nil when none do.
function Canvas:overlap(gap)
  for i, a in ipairs(self.texts) do
    for k = i + 1, #self.texts do
      local b = self.texts[k]
      if a.left < b.right + gap and b.left < a.right + gap and a.top < b.bottom and b.top < a.bottom then
        return a.words .. " / " .. b.words
      end
    end
  end
  return nil
end

-- The first text or point outside a frame, as words; nil when all is inside.
function Canvas:outside(width, height)
  for _, text in ipairs(self.texts) do
    if text.left < -0.5 or text.right > width + 0.5 or text.top < -0.5 or text.bottom > height + 0.5 then
      return text.words
    end
  end
  for _, path in ipairs(self.paths) do
    for _, step in ipairs(path.steps) do
      for i = 2, #step, 2 do
        local x, y = step[i], step[i + 1]
        if x < -1.5 or x > width + 1.5 or y < -1.5 or y > height + 1.5 then
          return ("a point at %s, %s"):format(tostring(x), tostring(y))
        end
      end
    end
  end
  return nil
end

-- The thinnest stroke.
function Canvas:thinnest()
  local thinnest = math.huge
  for _, path in ipairs(self.paths) do
    if (path.stroke or 0) > 0 then
      thinnest = math.min(thinnest, path.stroke)
    end
  end
  return thinnest
end

return recorder
