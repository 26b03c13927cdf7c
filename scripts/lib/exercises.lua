-- The exercises that the clinician picked, as lines to print.
--
--   exercises.lines(patient, clinic)   { { name = "Heel raises", how = "on a step", how_often = "" } }
--   exercises.texts(patient, clinic)   { "Do the calf stretch each day.", "Heel raises: on a step, slowly." }
--
-- A name that is an id of the clinic's library (clinic.exercises.library) prints the library's sentence
-- in the handout's language; what the clinician typed stands as typed, with how and how often behind it.

local exercises = {}

local function library_text(clinic, id)
  for _, exercise in ipairs(clinic.exercises.library) do
    if exercise.id == id then
      return exercise.text[footnote.handout.language]
    end
  end
  return nil
end

-- False when a name looks like an id (calf_stretch) and the library has no sentence for it.
function exercises.all_known(patient, clinic)
  for _, exercise in ipairs(patient.exercises or {}) do
    if exercise.name:find "^%l+_[%l_]+$" and not library_text(clinic, exercise.name) then
      return false
    end
  end
  return true
end

-- "Heel raises: on a step, twice a day", each part as typed.
local function typed_text(exercise)
  local details = {}
  for _, part in ipairs { "how", "how_often" } do
    if exercise[part] then
      details[#details + 1] = exercise[part]
    end
  end
  return #details == 0 and exercise.name or exercise.name .. ": " .. table.concat(details, ", ")
end

-- The same in parts, for a table: { name, how, how_often } of texts, "" where nothing was said.
function exercises.lines(patient, clinic)
  local lines = {}
  for i, exercise in ipairs(patient.exercises or {}) do
    local whole = library_text(clinic, exercise.name)
    lines[i] = { name = whole or exercise.name, how = not whole and exercise.how or "",
      how_often = not whole and exercise.how_often or "" }
  end
  return lines
end

-- True when some line says more than its name.
function exercises.has_details(lines)
  for _, line in ipairs(lines) do
    if line.how ~= "" or line.how_often ~= "" then
      return true
    end
  end
  return false
end

function exercises.texts(patient, clinic)
  local texts = {}
  for i, exercise in ipairs(patient.exercises or {}) do
    texts[i] = library_text(clinic, exercise.name) or typed_text(exercise)
  end
  return texts
end

return exercises
