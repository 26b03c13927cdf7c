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
