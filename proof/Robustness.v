(** Robustness (semantics §2, declassify): what lacks the integrity that a declassifier demands decides neither whether nor what it
    releases; and what is above its bound is not in what it releases. *)

From Coq Require Import Bool List.
From Trapeze Require Import Labels Store Programs Semantics Observer Unwinding Noninterference.
Import ListNotations.

Section Robustness.
Context {F : Formulas} {K : Keys} {P : Policy} {C : Programs}.

(** The observer (⊤, i): everything, however secret, for which [i] vouches; nothing for which it does not. *)
Definition vouched_by (i : formula) : label := (top, i).

Definition demands (i : formula) (d : declassifier) : bool := below i (declassifies_for d).

(** Whoever releases through a declassifier that demands [i] is vouched for by [i]. *)
Lemma releaser_is_vouched : forall i s p e s' r, step s p e s' -> released e = Some r -> demands i (through r) = true ->
  exists q, seen_pick (vouched_by i) p = Some q.
Proof.
  intros i s p e s' r H Hr Hd; apply step_inv in H as [_ H]; destruct p as [b v a | b x a].
  - destruct H as [_ ->]; destruct (start_effect (stored_in s) v) as (_ & _ & _ & E); congruence.
  - destruct H as (j & _ & ->); apply released_within in Hr as (_ & W & _); unfold within_bounds in W; apply andb_true_iff in W as [_ W].
    simpl; replace (sees_activation (vouched_by i) x) with true; [eauto|]; symmetry.
    unfold sees_activation, flows, vouched_by; simpl; rewrite below_top; simpl; unfold demands in Hd; eapply below_trans; eassumption.
Qed.

(** Theorem 4a, a step. Two states that agree in all that [i] vouches for: what the one releases through a declassifier that demands [i],
    the other can release at once, the same value into the same sink. *)
Theorem robust_step : forall i s1 s2 p1 e1 s1' r, l_equal (vouched_by i) s1 s2 -> step s1 p1 e1 s1' ->
  released e1 = Some r -> demands i (through r) = true ->
  exists p2 e2 s2', step s2 p2 e2 s2' /\ released e2 = Some r /\ out e2 = out e1 /\ l_equal (vouched_by i) s1' s2'.
Proof.
  intros i s1 s2 p1 e1 s1' r Heq H1 Hr Hd; destruct (releaser_is_vouched i s1 p1 e1 s1' r H1 Hr Hd) as [q P1].
  destruct (visible_step_possible _ s1 s2 p1 e1 s1' q Heq H1 P1) as (p2 & e2 & s2' & H2 & P2).
  destruct (visible_steps_agree _ s1 s2 p1 e1 s1' p2 e2 s2' q Heq H1 H2 P1 P2) as (O & R & E).
  exists p2, e2, s2'; rewrite <- R, <- O; auto.
Qed.

(** Theorem 4b, the other bound. What is released through [d] is a function of what [declassifies_from d] may see: nothing above it can be in
    the value, or decide that there is one. *)
Theorem released_from_within_bound : forall s1 s2 p1 e1 s1' r, step s1 p1 e1 s1' -> released e1 = Some r ->
  l_equal (declassifies_from (through r)) s1 s2 ->
  exists p2 e2 s2', step s2 p2 e2 s2' /\ released e2 = Some r /\ out e2 = out e1.
Proof.
  intros s1 s2 p1 e1 s1' r H1 Hr Heq; set (l := declassifies_from (through r)) in *.
  assert (exists q, seen_pick l p1 = Some q) as [q P1].
  { apply step_inv in H1 as [_ H1]; destruct p1 as [b v a | b x a].
    - destruct H1 as [_ ->]; destruct (start_effect (stored_in s1) v) as (_ & _ & _ & E); congruence.
    - destruct H1 as (j & _ & ->); apply released_within in Hr as (_ & W & _); unfold within_bounds in W.
      apply andb_true_iff in W as [W _]; simpl; unfold sees_activation; fold l in W; rewrite W; eauto. }
  destruct (visible_step_possible l s1 s2 p1 e1 s1' q Heq H1 P1) as (p2 & e2 & s2' & H2 & P2).
  destruct (visible_steps_agree l s1 s2 p1 e1 s1' p2 e2 s2' q Heq H1 H2 P1 P2) as (O & R & _).
  exists p2, e2, s2'; rewrite <- R, <- O; auto.
Qed.

(** What a run releases through declassifiers that demand [i], in order. *)
Definition releases_demanding (i : formula) (t : trace) : list release :=
  filter (fun r => demands i (through r)) (flat_map (fun '(_, e) => match released e with Some r => [r] | None => [] end) t).

Lemma releases_are_decided_in_sight : forall i s t s', run s t s' ->
  releases_demanding i t = filter (fun r => demands i (through r)) (decided (vouched_by i) t).
Proof.
  intros i s t s' H; unfold releases_demanding, decided; induction H as [|s p e s' t s'' H H' IH]; [reflexivity|]; simpl.
  rewrite !filter_app, IH; f_equal; unfold seen_decision; destruct (released e) as [r|] eqn:R; [|now destruct (seen_pick _ p)].
  destruct (demands i (through r)) eqn:D.
  - destruct (releaser_is_vouched i s p e s' r H R D) as [q ->]; reflexivity.
  - destruct (seen_pick _ p); simpl; now rewrite ?D.
Qed.

(** Theorem 4c, runs. In any two runs in which what [i] vouches for takes turns alike, and what is endorsed is the same, the same is released
    through declassifiers that demand [i], in the same order. *)
Theorem robustness_given_endorsements : forall i s1 t1 s1' s2 t2 s2', sound s1 -> sound s2 -> l_equal (vouched_by i) s1 s2 ->
  run s1 t1 s1' -> run s2 t2 s2' -> moves_of (vouched_by i) t1 = moves_of (vouched_by i) t2 ->
  releases_demanding i t1 = releases_demanding i t2.
Proof.
  intros i s1 t1 s1' s2 t2 s2' S1 S2 Heq R1 R2 M.
  destruct (noninterference_given_releases _ s1 t1 s1' s2 t2 s2' S1 S2 Heq R1 R2 M) as (_ & D & _).
  now rewrite (releases_are_decided_in_sight i s1 t1 s1' R1), (releases_are_decided_in_sight i s2 t2 s2' R2), D.
Qed.

(** No declassifier makes trusted what was not: one whose target is vouched for by [i] demands [i]. *)
Definition nothing_endorses (i : formula) : Prop :=
  forall d, below i (integrity (declassifies_to d)) = true -> demands i d = true.

Lemma nothing_endorses_no_way_down : forall i, nothing_endorses i -> no_way_down (vouched_by i).
Proof.
  intros i Hn d from Ht Hw; unfold flows, vouched_by, secrecy, integrity in *; simpl in *; rewrite below_top in *; simpl in *.
  unfold within_bounds in Hw; apply andb_true_iff in Hw as [_ Hw]; eapply below_trans; [apply (Hn d Ht) | exact Hw].
Qed.

(** Theorem 4d. Where nothing endorses, every run has one from any other state that agrees in what [i] vouches for, with the same releases:
    the untrusted rest of the state cannot decide whether, what or in which order is released. *)
Theorem robustness : forall i s1 t1 s1' s2, nothing_endorses i -> sound s1 -> sound s2 -> l_equal (vouched_by i) s1 s2 ->
  run s1 t1 s1' ->
  exists t2 s2', run s2 t2 s2' /\ releases_demanding i t2 = releases_demanding i t1 /\ l_equal (vouched_by i) s1' s2'.
Proof.
  intros i s1 t1 s1' s2 Hn S1 S2 Heq R1.
  destruct (termination_sensitive_noninterference _ s1 t1 s1' s2 (nothing_endorses_no_way_down i Hn) S1 S2 Heq R1)
    as (t2 & s2' & R2 & _ & _ & D & E).
  exists t2, s2'; split; [exact R2|]; split; [|exact E].
  now rewrite (releases_are_decided_in_sight i s1 t1 s1' R1), (releases_are_decided_in_sight i s2 t2 s2' R2), D.
Qed.

End Robustness.
