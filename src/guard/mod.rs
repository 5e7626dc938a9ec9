//! The seventh stage: nothing that tells who somebody is gets past here. It
//! looks through the texts of the pack and through every file of the finished
//! site before it is put in place.
