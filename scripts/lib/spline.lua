-- Smooth curves through named points, as paths of straight lines and Bezier curves (Hobby's splines).
--
-- A drawing says where its outline runs, not where control points lie:
--
--   local outline = spline.path("0,0,l 40,0,c 50,10 40,20,c", true)
--
-- Points stand between spaces as x,y or x,y,how: nothing = smooth; c = a corner; l = a corner with a
-- straight line behind it; a number = smooth, in this direction in degrees. The result is a list of
-- { "M", x, y } { "L", x, y } { "C", x1, y1, x2, y2, x, y } { "Z" }, in the units of the points.

local spline = {}

local ROOT_2, ROOT_5 = math.sqrt(2), math.sqrt(5)

-- How far a control point lies from its end, in chords (Hobby's function of the two turns).
local function velocity(theta, phi)
  local numerator = 2 + ROOT_2 * (math.sin(theta) - math.sin(phi) / 16)
    * (math.sin(phi) - math.sin(theta) / 16) * (math.cos(theta) - math.cos(phi))
  return numerator
    / (3 * (1 + (ROOT_5 - 1) / 2 * math.cos(theta) + (3 - ROOT_5) / 2 * math.cos(phi)))
end

local function turn(angle) -- to -pi .. pi
  return math.atan(math.sin(angle), math.cos(angle))
end

-- Solves rows { before, here, behind, right side } of a tridiagonal system.
local function solve(rows)
  local count, upper, right, x = #rows, {}, {}, {}
  for i, row in ipairs(rows) do
    local pivot = row[2] - (i > 1 and row[1] * upper[i - 1] or 0)
    upper[i] = row[3] / pivot
    right[i] = (row[4] - (i > 1 and row[1] * right[i - 1] or 0)) / pivot
  end
  for i = count, 1, -1 do
    x[i] = right[i] - (i < count and upper[i] * x[i + 1] or 0)
  end
  return x
end

-- The same where the first row reaches back to the last and the last on to the first
-- (Sherman and Morrison).
local function solve_ring(rows)
  local count = #rows
  local back, on = rows[1][1], rows[count][3]
  local gamma = -rows[1][2]
  local plain, unit = {}, {}
  for i, row in ipairs(rows) do
    local here = row[2] - (i == 1 and gamma or i == count and on * back / gamma or 0)
    plain[i] = { row[1], here, row[3], row[4] }
    unit[i] = { row[1], here, row[3], i == 1 and gamma or i == count and on or 0 }
  end
  local x, z = solve(plain), solve(unit)
  local share = (x[1] + back * x[count] / gamma) / (1 + z[1] + back * z[count] / gamma)
  for i = 1, count do
    x[i] = x[i] - share * z[i]
  end
  return x
end

-- Lengths and directions from each point to the next, and how much the way turns at each point.
local function chords(points, is_ring)
  local count = #points
  local length, direction, bend = {}, {}, {}
  for i = 1, is_ring and count or count - 1 do
    local a, b = points[i], points[i % count + 1]
    length[i] = math.sqrt((b[1] - a[1]) ^ 2 + (b[2] - a[2]) ^ 2)
    direction[i] = math.atan(b[2] - a[2], b[1] - a[1])
  end
  for i = 1, count do
    local before = i > 1 and i - 1 or is_ring and count
    bend[i] = before and direction[i] and turn(direction[i] - direction[before]) or 0
  end
  return length, direction, bend
end

-- Appends the curves; theta[i] is the turn from the chord to the curve at point i.
local function add_curves(path, points, length, direction, bend, theta)
  for i = 1, #length do
    local behind = i % #points + 1
    local a, b = points[i], points[behind]
    local phi = -bend[behind] - theta[behind]
    local out, back = direction[i] + theta[i], direction[i] - phi
    local r, s = velocity(theta[i], phi) * length[i], velocity(phi, theta[i]) * length[i]
    path[#path + 1] = { "C", a[1] + r * math.cos(out), a[2] + r * math.sin(out),
      b[1] - s * math.cos(back), b[2] - s * math.sin(back), b[1], b[2] }
  end
end

local function row_of(length, bend, i, before, behind)
  local a, b = 1 / length[before], 1 / length[i]
  return { a, 2 * (a + b), b, -2 * bend[i] * a - bend[behind] * b }
end

local function add_ring(path, points)
  local length, direction, bend = chords(points, true)
  local rows, count = {}, #points
  for i = 1, count do
    rows[i] = row_of(length, bend, i, i > 1 and i - 1 or count, i % count + 1)
  end
  add_curves(path, points, length, direction, bend, solve_ring(rows))
end

-- An open piece; from and to are directions in degrees, or nil: as it comes.
local function add_piece(path, points, from, to)
  local length, direction, bend = chords(points, false)
  local rows, count = {}, #points
  rows[1] = from and { 0, 1, 0, turn(math.rad(from) - direction[1]) } or { 0, 1, 1, -bend[2] }
  for i = 2, count - 1 do
    rows[i] = row_of(length, bend, i, i - 1, i + 1)
  end
  rows[count] = to and { 0, 1, 0, turn(math.rad(to) - direction[count - 1]) } or { 1, 1, 0, 0 }
  if count == 2 and not from and not to then
    rows = { { 0, 1, 0, 0 }, { 0, 1, 0, 0 } }
  end
  add_curves(path, points, length, direction, bend, solve(rows))
end

local function parse(text)
  local points = {}
  for token in text:gmatch("%S+") do
    local x, y, how = token:match("^(%-?[%d.]+),(%-?[%d.]+),?(%S*)$")
    if not x then
      error("a point of a curve must be x,y or x,y,how: got '" .. token .. "'", 4)
    end
    points[#points + 1] = { tonumber(x), tonumber(y), tonumber(how) or how ~= "" and how or nil }
  end
  return points
end

-- The points of a closed outline from its first corner round to it again; false: it has no corner.
local function from_corner(points)
  for first, point in ipairs(points) do
    if point[3] then
      local out = {}
      for i = 0, #points do
        out[#out + 1] = points[(first + i - 1) % #points + 1]
      end
      return out
    end
  end
  return false
end

local function add_open(path, points)
  local i = 1
  while i < #points do
    if points[i][3] == "l" then
      i = i + 1
      path[#path + 1] = { "L", points[i][1], points[i][2] }
    else
      local piece = { points[i] }
      repeat
        i = i + 1
        piece[#piece + 1] = points[i]
      until points[i][3] or i == #points
      local from, to = piece[1][3], piece[#piece][3]
      add_piece(path, piece, math.type(from) and from, math.type(to) and to)
    end
  end
end

local function path_of(text, closed)
  local points = parse(text)
  local ring = closed and from_corner(points)
  local start = (ring or points)[1]
  local path = { { "M", start[1], start[2] } }
  if closed and not ring then
    add_ring(path, points)
  else
    add_open(path, ring or points)
  end
  if closed then
    path[#path + 1] = { "Z" }
  end
  return path
end

local open_paths, closed_paths = {}, {} -- those worked out so far, by their text

-- The path through the points; closed: back to the first. Not to be changed: others get the same.
function spline.path(text, closed)
  local paths = closed and closed_paths or open_paths
  local path = paths[text]
  if not path then
    path = path_of(text, closed)
    paths[text] = path
  end
  return path
end

-- The path with each of its points moved: move(x, y) -> x, y.
function spline.moved(path, move)
  local out = {}
  for i = 1, #path do
    local step = path[i]
    if step[7] then
      local x1, y1 = move(step[2], step[3])
      local x2, y2 = move(step[4], step[5])
      out[i] = { step[1], x1, y1, x2, y2, move(step[6], step[7]) }
    elseif step[3] then
      out[i] = { step[1], move(step[2], step[3]) }
    else
      out[i] = { step[1] }
    end
  end
  return out
end

-- A function (text, closed) -> the path with each of its points moved. It works each out once: it is
-- to be kept with the move that it is for. The paths are not to be changed.
function spline.mover(move)
  local open_moved, closed_moved = {}, {}
  return function(text, closed)
    local kept = closed and closed_moved or open_moved
    local path = kept[text]
    if not path then
      path = spline.moved(spline.path(text, closed), move)
      kept[text] = path
    end
    return path
  end
end

return spline
