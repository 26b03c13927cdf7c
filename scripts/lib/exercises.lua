-- The exercises that the clinician picked, as lines to print.
--
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

function exercises.texts(patient, clinic)
  local texts = {}
  for i, exercise in ipairs(patient.exercises or {}) do
    texts[i] = library_text(clinic, exercise.name) or typed_text(exercise)
  end
  return texts
end

return exercises
